"""What the environment of post-tracker may say."""

import pytest
from pydantic import ValidationError

from post_tracker.settings import PostTrackerSettings

GIVEN = {"amqp_url": "amqp://unused", "mongo_url": "mongodb://unused"}


@pytest.mark.parametrize("proxy", ["", "http://proxy:3128", "https://us%20er:secret@proxy.example"])
def test_a_proxy_is_kept_as_a_secret(proxy):
    settings = PostTrackerSettings(**GIVEN, pochta_proxy=proxy)
    assert settings.pochta_proxy.get_secret_value() == proxy
    assert "secret@" not in repr(settings)


@pytest.mark.parametrize("proxy", ["proxy:3128", "socks5://u:secret@proxy:1", "http://", "http://u:secret@proxy:x"])
def test_a_proxy_that_cannot_be_one_is_refused_without_its_password(proxy):
    with pytest.raises(ValidationError, match="not http") as caught:
        PostTrackerSettings(**GIVEN, pochta_proxy=proxy)
    assert "secret" not in str(caught.value)
