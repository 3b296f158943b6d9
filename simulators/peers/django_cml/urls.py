"""Addresses: the exchange of django-cml, and what tests read and do."""

from django.urls import include, path
from glue import views

urlpatterns = [
    path("cml/", include("cml.urls")),
    path("glue/state", views.state),
    path("glue/orders", views.place),
]
