"""Teaches django-cml namespaces: 0.4.0 finds nothing in a file that has one, and answers `success` all the same."""

from django.apps import AppConfig


class GlueConfig(AppConfig):
    """The app; `ready` runs once everything is imported."""

    name = "glue"

    def ready(self):
        from cml import utils, views  # noqa: PLC0415  their models want the apps to be ready

        class Reader(utils.ImportManager):
            def _get_tree(self):
                tree = super()._get_tree()
                for element in tree.iter():
                    element.tag = element.tag.rpartition("}")[2]
                return tree

        views.ImportManager = Reader
