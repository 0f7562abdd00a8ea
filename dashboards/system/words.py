"""What each part of Vigil is called, what users lose while it does not work, and what an administrator does.

docs/running.md has the same lines in full, with the commands.
"""

from __future__ import annotations

from dashboards.system.rules import Words

_RESTART = "Restart the worker. If it fails again, send the last lines of its log to whoever supports Vigil."
_ONCE = "It catches up by itself when it next runs."

PARTS = {
    "database": Words(
        "Database (PostgreSQL)",
        "Nothing works without it: nobody can open a page.",
        "Start PostgreSQL. Look whether its disk is full.",
    ),
    "migrations": Words(
        "Tables up to date",
        "Pages may fail until the tables are brought up to date.",
        "Run: docker compose run --rm migrate",
    ),
    "sweep": Words(
        "Going through the dates",
        "Nobody is written to about what has become due or overdue. Lists and dates on the pages stay right.",
        "See Scheduler, Worker and Broker below, and mend those first. It catches up by itself.",
    ),
    "drift": Words(
        "Nightly check of the diary",
        "Some dates may be out of date, where the passing of days alone moves them.",
        "Run: docker compose run --rm worker python manage.py diary rebuild",
    ),
    "terms": Words(
        "Nightly check of the search",
        "A search may miss people, and does not say so.",
        "Run: docker compose run --rm worker python manage.py search rebuild",
    ),
    "outbox": Words(
        "E-mail waiting to be sent",
        "Officers are not told by e-mail of what is due. Their lists on Today are right.",
        "Look whether the mail server can be reached from the worker. Mail is sent by itself when it answers.",
    ),
    "given-up": Words(
        "E-mail given up",
        "Somebody was not told by e-mail. What it said stands on their Today.",
        "Look for accounts without a working address, or a mail server that refuses. It is not sent again.",
    ),
    "unsealed": Words(
        "Sealing the access log",
        "Looks are still written down, but a later change to them would not be noticed.",
        "Restart the worker, then run: docker compose run --rm worker python manage.py audit verify",
    ),
    "files": Words(
        "Files waiting to be scanned",
        "Photographs and documents that were added cannot be opened yet.",
        "See Virus scanner. The files are scanned by themselves when it answers.",
    ),
    "scanner": Words(
        "Virus scanner",
        "New photographs and documents cannot be opened until it answers; all else works.",
        "Start clamd, or correct DOCUMENT_SCANNER.",
    ),
    "broker": Words(
        "Broker (Redis or Valkey)",
        "No job starts. Pages work, and no date or message is lost.",
        "Start Redis or Valkey. Nothing has to be done over: what was missed is caught up.",
    ),
    "beat": Words(
        "Scheduler (beat)",
        "No job starts: no messages, no markings, no nightly checks. Pages and dates stay right.",
        "Restart beat. It puts its table right as it starts.",
    ),
    "worker": Words(
        "Worker",
        "No job is done: no messages, no markings, no nightly checks. Pages and dates stay right.",
        "Restart the worker. Look whether the broker works.",
    ),
    "clocks": Words(
        "Clocks",
        "Times on the records and in the access log may be wrong.",
        "Have both machines set their clocks by the same time server.",
    ),
    "backups": Words(
        "Backups",
        "Vigil cannot see your backups. Without one, a lost disk is every record lost.",
        "Ask whoever runs PostgreSQL when a backup was last restored as a test, of database and files together.",
    ),
}

# Of a scanner that is switched off, which holds nothing back.
UNSCANNED = Words(
    "Virus scanner",
    "Photographs and documents open unscanned: one may carry a virus. Each says that it was not scanned.",
    "Set clamd up, and say in DOCUMENT_SCANNER where it is. What was let out is then scanned by itself.",
)

# By the name of the task, and what its line on the page adds to the parts above.
JOBS = {
    "diary.sweep": Words("Go through the dates", "As above: nobody is written to.", _RESTART),
    "notifications.notice_breaches": Words(
        "Notice suspected breaches", "A missed week or a late return opens no suspected breach.", _RESTART
    ),
    "notifications.let_go_of_begun": Words(
        "Let go of notifications begun and left",
        "Answers that were left half given are kept too long.",
        _RESTART,
    ),
    "diary.look_ahead": Words(
        "Look ahead to annual re-confirmations",
        "Nobody is reminded of them 8, 4 and 1 weeks before.",
        _RESTART,
    ),
    "diary.deliver": Words("Send e-mail", "No e-mail is sent; it waits in the outbox.", _RESTART),
    "diary.follow_policy": Words(
        "Move dates by new policy", "Dates still follow the policy of before.", _RESTART
    ),
    "access.seal": Words(
        "Seal the access log", "As above: a change to the log would not be noticed.", _RESTART
    ),
    "access.checkpoint": Words(
        "Publish a checkpoint of the access log",
        "If the end of the log were cut off, nobody could tell.",
        "Look whether AUDIT_CHECKPOINT_DIR can be written. If it fails by AtOdds, the log was changed: tell your "
        "information security officer, and run: manage.py audit verify",
    ),
    "access.make_partitions": Words(
        "Make room in the access log", "After three months without it the log becomes slow.", _RESTART
    ),
    "accounts.tidy": Words(
        "Forget what has had its time", "Kept forms and old sessions stay longer than they should.", _RESTART
    ),
    "dashboards.forget_answers": Words(
        "Forget what programs were answered", f"It is kept longer than it should be. {_ONCE}", _RESTART
    ),
    "dashboards.renew_boards": Words(
        "Count a force's boards again",
        "Whoever oversees many people waits some seconds for their board. No figure is wrong by it.",
        _RESTART,
    ),
    "offenders.scan_files": Words("Scan files", "New files cannot be opened.", _RESTART),
    "offenders.clear_files": Words(
        "Clear files that no record knows", f"They take room and do no harm. {_ONCE}", _RESTART
    ),
    "offenders.check_terms": Words("Check the search", "As above: a search may miss people.", _RESTART),
    "riskplans.notice_endings": Words(
        "Notice orders and licences that ended", "Nobody is asked to review after one has ended.", _RESTART
    ),
    "riskplans.notice_silences": Words(
        "Notice officers alone who do not check in",
        "An officer alone on a visit who is silent is not reported. Somebody may be in danger.",
        f"Ring your control room, so that officers are called. {_RESTART}",
    ),
    "mappa.notice_overdue": Words(
        "Notice MAPPA actions that are overdue", "Nobody is told of them; their own page is right.", _RESTART
    ),
    "mappa.chase_owners": Words(
        "Chase agencies for their paragraphs of minutes",
        "An agency whose answer to a subject access request is late is not reminded; the request says so.",
        _RESTART,
    ),
    "diary.check_drift": Words("Check the diary", "As above: some dates may be out of date.", _RESTART),
}


def of_job(task: str, called: str) -> Words:
    """`called`: its name in the schedule."""
    return JOBS.get(task) or Words(called[:1].upper() + called[1:], "What it does is not done.", _RESTART)
