"""The secrets of one start of the review: whoever knows the link has access."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of one start.

    Attributes:
        token: Part of the printed link; gives a browser access.
        session: Value of the cookie of a browser that has access.
        csrf: Part of every page, and required in every request that changes something: another site
            can make a browser send the cookie, but cannot read this.
    """

    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    session: str = field(init=False, repr=False)
    csrf: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Derive the others from the token by a hash, so that none reveals another."""
        for name in ("session", "csrf"):
            digest = hmac.new(self.token.encode(), name.encode(), hashlib.sha256)
            object.__setattr__(self, name, digest.hexdigest())


def is_same(given: str, secret: str) -> bool:
    """Return whether a text is the secret, by a comparison in constant time."""
    return hmac.compare_digest(given.encode(), secret.encode())
