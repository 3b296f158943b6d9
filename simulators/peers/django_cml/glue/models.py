"""Tables of the shop."""

from django.db import models


class Category(models.Model):
    """A group of goods."""

    uid = models.CharField(max_length=100, primary_key=True)
    name = models.CharField(max_length=250)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE)


class Good(models.Model):
    """A card."""

    uid = models.CharField(max_length=100, primary_key=True)
    name = models.CharField(max_length=250)
    categories = models.JSONField(default=list)


class Offer(models.Model):
    """Price and stock of a good, or of its variant when the id has a "#"."""

    uid = models.CharField(max_length=200, primary_key=True)
    name = models.CharField(max_length=250)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    stock = models.IntegerField()


class Order(models.Model):
    """An order; `offered` by the last query, `confirmed` when `mode=success` followed."""

    number = models.AutoField(primary_key=True)
    placed_at = models.DateTimeField(auto_now_add=True)
    lines = models.JSONField()
    delivery = models.DecimalField(max_digits=12, decimal_places=2)
    offered = models.BooleanField(default=False)
    confirmed = models.BooleanField(default=False)
