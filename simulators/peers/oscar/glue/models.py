"""Which orders the accounting system has."""

from cml.models import Exchange, ExchangeState
from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver


class Handout(models.Model):
    """An order as it was last handed out; `confirmed` when `mode=success` followed that query."""

    order = models.OneToOneField("order.Order", on_delete=models.CASCADE)
    status = models.CharField(max_length=100)
    confirmed = models.BooleanField(default=False)


@receiver(post_save, sender=Exchange)
def confirm(instance, **_):
    """The session of a query has ended well: django-cml2 tells its delegate nothing of `mode=success`."""
    if str(instance.state) == str(ExchangeState.DONE) and instance.operation == "sale_query":
        Handout.objects.filter(confirmed=False).update(confirmed=True)
