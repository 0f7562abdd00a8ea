from django.apps import AppConfig


class RiskPlansConfig(AppConfig):
    name = "riskplans"
    verbose_name = "Risk plans"
