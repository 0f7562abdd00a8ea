"""What the database itself refuses of levels: lowered without a meeting, or soon after release without an inspector."""

from __future__ import annotations

from mappa.keys import LOWER_GATE
from offenders.choices import DETENTION_KINDS
from riskplans.choices import Asked

_DETENTIONS = ", ".join(f"'{each.value}'" for each in DETENTION_KINDS)
# A lower level is what a case that was decided has decided, of this person.
_LOWERED_BY = """SELECT FROM mappa_casereview AS heard JOIN mappa_levelview AS said ON said.case_id = heard.id
    WHERE heard.id = NEW.heard_id AND heard.person_id = NEW.person_id AND heard.state = 'decided'"""
HEARD = f"""
IF NOT EXISTS (
    {_LOWERED_BY} AND said.outcome = 'stays' AND said.level = NEW.level
) THEN
    RAISE EXCEPTION 'no meeting has decided on that level' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
# A lower level is a meeting's; soon after a release (the force's days, or everybody's) an inspector's too, whether
# that is so on its day or on the day on which it is decided. What nobody has countersigned was not lowered by it.
LOWERED = f"""
IF NEW.heard_id IS NOT NULL AND NOT EXISTS ({_LOWERED_BY}) THEN
    RAISE EXCEPTION 'no case of theirs was decided' USING ERRCODE = 'check_violation';
END IF;
IF NEW.trigger = 'decision' AND NOT EXISTS ({_LOWERED_BY} AND said.outcome = 'exits') THEN
    RAISE EXCEPTION 'no meeting has decided that they leave' USING ERRCODE = 'check_violation';
END IF;
IF (NEW.kind = 'ended' OR NEW.level < '3') AND EXISTS (
    SELECT FROM mappa_criticalcase WHERE person_id = NEW.person_id AND ends_on IS NULL
) THEN
    RAISE EXCEPTION 'a critical case is one at level 3' USING ERRCODE = 'check_violation';
END IF;
stood := GREATEST(NEW.level_before, (
    SELECT level FROM offenders_mappastatus
    WHERE person_id = NEW.person_id AND voided_at IS NULL AND id <> NEW.status_id
        AND ends_on = NEW.takes_effect_on
    ORDER BY recorded_at DESC LIMIT 1
));
IF NEW.kind <> 'ended' AND stood > NEW.level THEN
    IF NOT EXISTS ({_LOWERED_BY} AND said.outcome = 'stays' AND said.level = NEW.level) THEN
        RAISE EXCEPTION 'a meeting lowers a level' USING ERRCODE = 'check_violation';
    END IF;
    today := (NEW.decided_at AT TIME ZONE 'Europe/London')::date;
    days := (
        SELECT value FROM practice_setting AS setting
        WHERE key = '{LOWER_GATE}' AND effective_from <= today
            AND (force_id IS NULL OR force_id = (SELECT force_id FROM offenders_person WHERE id = NEW.person_id))
            AND NOT EXISTS (SELECT FROM practice_withdrawal WHERE setting_id = setting.id)
        ORDER BY force_id NULLS LAST, effective_from DESC LIMIT 1
    );
    IF NEW.reduction_id IS NULL AND EXISTS (
        SELECT FROM (
            SELECT starts_on AS released_on FROM offenders_licence
            WHERE person_id = NEW.person_id AND voided_at IS NULL
            UNION ALL
            SELECT ended_on FROM offenders_absence
            WHERE person_id = NEW.person_id AND voided_at IS NULL AND kind IN ({_DETENTIONS})
        ) AS releases JOIN unnest(ARRAY[NEW.takes_effect_on, today]) AS day
            ON released_on <= day AND day < released_on + days
    ) THEN
        RAISE EXCEPTION 'an inspector countersigns a lower level soon after release'
            USING ERRCODE = 'check_violation';
    END IF;
END IF;
IF NEW.reduction_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM mappa_levelreduction
    WHERE id = NEW.reduction_id AND person_id = NEW.person_id AND answer = '{Asked.APPROVED}' AND level = NEW.level
) THEN
    RAISE EXCEPTION 'nobody has countersigned the lower level' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""  # noqa: S608 - as above
AT_LEVEL_3 = """
IF NEW.ends_on IS NULL AND NOT EXISTS (
    SELECT FROM offenders_mappastatus
    WHERE person_id = NEW.person_id AND voided_at IS NULL AND level = '3'
        AND starts_on <= NEW.starts_on AND (ends_on IS NULL OR ends_on > NEW.starts_on)
) THEN
    RAISE EXCEPTION 'a critical case is one at level 3' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
