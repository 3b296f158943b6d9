"""`python -m parcel`: run the service until SIGTERM."""

from parcel.main import ParcelSettings, create_app
from service_kit.app import serve

settings = ParcelSettings()
serve(lambda: create_app(settings), settings)
