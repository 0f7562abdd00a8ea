from allauth.socialaccount import views as social
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from accounts import views

urlpatterns = [
    path("kept/<uuid:kept_id>/", views.kept_form, name="kept-form"),
    path("draft/", views.save_draft, name="save-draft"),
    path("draft/discard/", views.discard_draft, name="discard-draft"),
    path("stay/", views.stay, name="stay-signed-in"),
    path("set-up/", views.set_up_second_factor, name="set-up-second-factor"),
    # OpenID Connect: 404 unless a provider is configured. Of allauth's other pages for it only those a login ends on.
    path("identity/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("identity/error/", login_not_required(social.login_error), name="socialaccount_login_error"),
    path("identity/", include("allauth.socialaccount.providers.openid_connect.urls")),
]
