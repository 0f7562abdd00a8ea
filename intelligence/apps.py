from django.apps import AppConfig


class IntelligenceConfig(AppConfig):
    name = "intelligence"
    verbose_name = "Intelligence"

    def ready(self) -> None:
        from diary import sources
        from intelligence import panels

        sources.register(self.name, panels.page)
        panels.register()
        panels.register_next_actions()
        panels.register_news()
