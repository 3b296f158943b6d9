"""Addresses: the exchange of django-cml2, what tests read and do, Oscar's storefront."""

from django.apps import apps
from django.contrib import admin
from django.urls import include, path
from glue import views

urlpatterns = [
    path("cml/", include("cml.urls")),
    path("glue/state", views.state),
    path("glue/orders", views.place),
    path("glue/orders/<str:number>", views.change),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("", include(apps.get_app_config("oscar").urls[0])),
]
