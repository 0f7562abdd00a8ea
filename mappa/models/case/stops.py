"""What no case goes on without, in SQL: mappa.room.rules and mappa.sittings.rules say the same first, in words."""

from __future__ import annotations

# What no case goes into session, goes on without a quorum, or is decided, without.
HELD = """
day := (NEW.began_at AT TIME ZONE 'Europe/London')::date;
spoken := NEW.state IN ('in_session', 'decided') OR NEW.without_quorum = 'proceed';
IF OLD.state = 'inquorate' AND NEW.state <> 'inquorate' AND (
    OLD.without_quorum = 'adjourn' OR OLD.decided_at IS NOT NULL
) THEN
    RAISE EXCEPTION 'this case is finished' USING ERRCODE = 'check_violation';
END IF;
IF NEW.state IN ('in_session', 'inquorate') AND NOT EXISTS (
    SELECT FROM mappa_sitting WHERE id = NEW.sitting_id AND (
        state = 'open' OR (NEW.purpose = 'emergency' AND held_on = day)
    )
) THEN
    RAISE EXCEPTION 'the meeting is not open' USING ERRCODE = 'check_violation';
END IF;
IF spoken AND NOT EXISTS (SELECT FROM mappa_confirmation WHERE case_id = NEW.id) THEN
    RAISE EXCEPTION 'the confidentiality statement was not confirmed' USING ERRCODE = 'check_violation';
END IF;
IF spoken AND EXISTS (
    SELECT FROM mappa_attendance WHERE case_id = NEW.id AND arrived_at > (
        SELECT max(at) FROM mappa_confirmation WHERE case_id = NEW.id
    )
) THEN
    RAISE EXCEPTION 'somebody came in after the confidentiality statement' USING ERRCODE = 'check_violation';
END IF;
IF NEW.state IN ('in_session', 'decided') THEN
    -- At level 3 a body is there whose people may commit its resources.
    SELECT array_agg(CASE WHEN each.agency_id IS NULL THEN 'police' ELSE standing.body END)
            FILTER (WHERE NOT each.is_chair AND (each.commits OR sitting.level <> '3')),
        bool_or(each.is_chair), bool_or(each.holds_case)
    INTO bodies, chaired, held
    FROM mappa_attendance each
        JOIN mappa_sitting sitting ON sitting.id = NEW.sitting_id
        LEFT JOIN mappa_agencystanding standing ON standing.agency_id = each.agency_id
    WHERE each.case_id = NEW.id AND each.arrived_at IS NOT NULL;
    IF NEW.quorum <> 'quorate' OR chaired IS NOT TRUE OR held IS NOT TRUE OR (bodies @> (
        ARRAY['police', 'probation'] || ARRAY(
            SELECT lead_agency::text FROM offenders_mappastatus
            WHERE person_id = NEW.person_id AND voided_at IS NULL
                AND starts_on <= day AND (ends_on IS NULL OR ends_on > day)
        ) || ARRAY(
            SELECT 'prison' FROM offenders_absence
            WHERE person_id = NEW.person_id AND voided_at IS NULL
                AND kind IN ('custody', 'sentence', 'service_custody', 'hospital_part_3')
                AND starts_on <= day AND (ended_on IS NULL OR ended_on > day)
        )
    )) IS NOT TRUE THEN
        RAISE EXCEPTION 'the meeting is not quorate' USING ERRCODE = 'check_violation';
    END IF;
END IF;
IF NEW.state = 'decided' THEN
    IF NOT EXISTS (SELECT FROM mappa_riskview WHERE case_id = NEW.id)
        OR NOT EXISTS (SELECT FROM mappa_planview WHERE case_id = NEW.id)
        OR NOT EXISTS (SELECT FROM mappa_disclosureview WHERE case_id = NEW.id)
        OR NOT EXISTS (SELECT FROM mappa_levelview WHERE case_id = NEW.id)
        OR NOT EXISTS (SELECT FROM mappa_attendance WHERE case_id = NEW.id AND arrived_at IS NOT NULL) THEN
        RAISE EXCEPTION 'something of this case is missing' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.next_on IS NULL AND NOT EXISTS (
        SELECT FROM mappa_levelview WHERE case_id = NEW.id AND (outcome = 'exits' OR level = '1')
    ) THEN
        RAISE EXCEPTION 'the next date is missing' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM mappa_agreedaction WHERE person_id = NEW.person_id
            AND (case_id <> NEW.id OR recorded_at < NEW.began_at)
            AND state IN ('agreed', 'acknowledged', 'in_progress', 'done')
    ) THEN
        RAISE EXCEPTION 'an action of an earlier meeting has no outcome' USING ERRCODE = 'check_violation';
    END IF;
END IF;
RETURN NEW;
"""


# What nobody changes of a case that is closed.
STAYS = ", ".join(
    f"{{0}}.{column}"
    for column in (
        *(
            "state",
            "person_id",
            "sitting_id",
            "begins_at",
            "ends_at",
            "began_at",
            "purpose",
            "next_on",
            "limit_on",
        ),
        *(
            "quorum",
            "quorum_missing",
            "without_quorum",
            "quorum_why",
            "reconvene_on",
            "decided_at",
            "decided_by_id",
        ),
    )
)


BEGINS = """
day := (NEW.begins_at AT TIME ZONE 'Europe/London')::date;
IF NEW.state <> 'scheduled' THEN
    RAISE EXCEPTION 'a case begins by being listed' USING ERRCODE = 'check_violation';
END IF;
IF NOT EXISTS (
    SELECT FROM offenders_mappastatus WHERE person_id = NEW.person_id AND voided_at IS NULL
        AND starts_on <= day AND (ends_on IS NULL OR ends_on > day)
        AND (level IN ('2', '3') OR NEW.purpose = 'emergency')
) AND NOT EXISTS (
    SELECT FROM mappa_referral WHERE person_id = NEW.person_id AND voided_at IS NULL AND state = 'accepted'
) THEN
    RAISE EXCEPTION 'this person has no level at which agencies meet, and no accepted referral'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


WITHIN = """
IF NOT EXISTS (
    SELECT FROM mappa_sitting WHERE id = NEW.sitting_id
        AND starts_at <= (NEW.begins_at AT TIME ZONE 'Europe/London')::time
        AND ends_at >= (NEW.ends_at AT TIME ZONE 'Europe/London')::time
) THEN
    RAISE EXCEPTION 'a case lies outside the hours of its meeting' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
