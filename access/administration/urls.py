from django.urls import path

from access.administration.views import places, roles, signing_in, users

urlpatterns = [
    path("", users.users, name="administration"),
    path("users/add/", users.add, name="add-user"),
    path("users/<uuid:user_id>/", users.user, name="user"),
    path("users/<uuid:user_id>/change/", users.change, name="change-user"),
    path("users/<uuid:user_id>/leaver/", users.end, name="end-user"),
    path("users/<uuid:user_id>/readmit/", users.readmit, name="readmit-user"),
    path("users/<uuid:user_id>/roles/grant/", roles.grant, name="grant-role"),
    path("users/<uuid:user_id>/roles/<int:role_id>/end/", roles.end, name="end-role"),
    path("users/<uuid:user_id>/password/", signing_in.password, name="reset-password"),
    path("users/<uuid:user_id>/second-factor/", signing_in.second_factor, name="reset-second-factor"),
    path("users/<uuid:user_id>/sessions/", signing_in.sessions, name="end-sessions"),
    path(
        "users/<uuid:user_id>/tokens/<uuid:token_id>/revoke/",
        signing_in.revoke_token,
        name="revoke-user-token",
    ),
    path("units/", places.units, name="units"),
    path("units/add/", places.add_unit, name="add-unit"),
    path("units/<int:unit_id>/", places.change_unit, name="change-unit"),
    path("agencies/", places.agencies, name="agencies"),
    path("agencies/add/", places.add_agency, name="add-agency"),
    path("agencies/<int:agency_id>/", places.change_agency, name="change-agency"),
]
