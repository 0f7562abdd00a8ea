"""The verbs of administration: the only code that writes users, roles, units and agencies."""

from access.administration.actions.places import add_agency, add_unit, change_agency, change_unit, open_force
from access.administration.actions.roles import end_role, grant_role
from access.administration.actions.signing_in import (
    TEMPORARY_PASSWORD_LASTS,
    end_sessions,
    reset_password,
    reset_second_factor,
)
from access.administration.actions.users import add_user, change_user, end_user, readmit_user

__all__ = [
    "TEMPORARY_PASSWORD_LASTS",
    "add_agency",
    "add_unit",
    "add_user",
    "change_agency",
    "change_unit",
    "change_user",
    "end_role",
    "end_sessions",
    "end_user",
    "grant_role",
    "open_force",
    "readmit_user",
    "reset_password",
    "reset_second_factor",
]
