"""What dip-samples put on the noticeboard: that results in the reader's own records are published."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse

from access.policies import FieldClass
from accounts.models import User
from dashboards.models import DipCase
from diary.noticeboard import News, Said, add_news


def register() -> None:
    add_news(
        News(
            name="dip-samples",
            called="Dip-sample",
            at="sample__published_at",
            rows=_published,
            field_class=FieldClass.MANAGEMENT,
            said={"id": F("pk"), "sample": F("sample"), "by": F("sample__published_by__family_name")},
            words=lambda said: f"Results in your record of them: {said['by']}",
            address=_page,
        )
    )


def _page(person: UUID, said: Said) -> str:
    return reverse("dip-record", args=[said["sample"], said["id"]])


def _published(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    own = DipCase.objects.results_of(user)
    return own.filter(sample__published_at__gte=since, sample__published_at__lte=now)
