"""The secrets of one start of the review: who knows the link may come in."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of one start.

    Attributes:
        token: Part of the link that is printed; it lets a browser in.
        session: Stands in the cookie of a browser that came in.
        csrf: Stands in every page, and comes back with everything that changes something: another
            site can have a browser send the cookie, but cannot read this.
    """

    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    session: str = field(init=False, repr=False)
    csrf: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Derive the others from the token, so that none tells another."""
        for name in ("session", "csrf"):
            digest = hmac.new(self.token.encode(), name.encode(), hashlib.sha256)
            object.__setattr__(self, name, digest.hexdigest())


def is_same(told: str, secret: str) -> bool:
    """Return whether a text is the secret, by a comparison in constant time."""
    return hmac.compare_digest(told.encode(), secret.encode())
