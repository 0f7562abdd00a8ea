from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "dashboards"
    verbose_name = "Dashboards"

    def ready(self) -> None:
        import dashboards.workload.keys  # noqa: F401 - declares what a force decides of it
        from access.policies import Capability
        from dashboards.sampling import keys, notices
        from offenders import panels

        keys.register()
        notices.register()

        panels.add_tab(
            panels.Tab(
                95,
                "Who has seen it",
                "person-log",
                offered=lambda relationship: relationship.may(Capability.REVIEW),
            )
        )
