"""When each of Vigil's jobs runs, by Europe/London; a number is seconds."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    "sweep: overdue and due": {"task": "diary.sweep", "schedule": crontab(minute=0)},
    "suspected breaches": {"task": "notifications.notice_breaches", "schedule": crontab(minute=2)},
    "notifications begun at the counter and left": {
        "task": "notifications.let_go_of_begun",
        "schedule": crontab(hour=3, minute=10),
    },
    "annual re-confirmations falling due": {
        "task": "diary.look_ahead",
        "schedule": crontab(hour=6, minute=5),
    },
    "outbox": {"task": "diary.deliver", "schedule": crontab()},
    "dates that a new policy moves": {"task": "diary.follow_policy", "schedule": crontab()},
    "seal the access log": {"task": "access.seal", "schedule": 10},
    "checkpoint of the access log": {"task": "access.checkpoint", "schedule": crontab(minute=7)},
    "partitions of the access log": {
        "task": "access.make_partitions",
        "schedule": crontab(hour=1, minute=40),
    },
    "accounts: forget what has had its time": {"task": "accounts.tidy", "schedule": crontab(minute=35)},
    "what programs were answered": {
        "task": "dashboards.forget_answers",
        "schedule": crontab(hour=3, minute=30),
    },
    "boards that take long to count": {"task": "dashboards.renew_boards", "schedule": crontab(minute="*/5")},
    "scan files": {"task": "offenders.scan_files", "schedule": 20},
    "files that no record knows": {
        "task": "offenders.clear_files",
        "schedule": crontab(hour=3, minute=20),
    },
    "orders and licences that ended": {
        "task": "riskplans.notice_endings",
        "schedule": crontab(hour=5, minute=20),
    },
    "MAPPA actions overdue": {"task": "mappa.notice_overdue", "schedule": crontab(hour=5, minute=40)},
    "owners of minutes chased": {"task": "mappa.chase_owners", "schedule": crontab(hour=5, minute=45)},
    "visits alone without a check-in": {"task": "riskplans.notice_silences", "schedule": crontab()},
    "diary drift check": {"task": "diary.check_drift", "schedule": crontab(hour=2, minute=15)},
    "search drift check": {"task": "offenders.check_terms", "schedule": crontab(hour=2, minute=40)},
}
