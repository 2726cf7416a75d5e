"""Mails as Outlook saves them (MSG): each attachment is a document of its own."""

from __future__ import annotations

from extract.bounds.budget import Allowance
from extract.readers.reader import Certainty, Match, MemberContent, Reader, SourceFile
from extract.settings import Settings

MEDIA_TYPE = "application/vnd.ms-outlook"


class OutlookMailReader(Reader):
    """Lists the attachments of mails."""

    media_types = (MEDIA_TYPE,)
    suffixes = frozenset({".msg"})
    holds_members = True

    def sniff(self, file: SourceFile) -> Match | None:
        """Return that a file is a mail where its container has what mails have."""
        from extract.readers.office.kinds import Kind, ole_kind

        return Match(MEDIA_TYPE, Certainty.INSPECTED) if ole_kind(file) is Kind.MSG else None

    def missing(self) -> str | None:
        """Return what is not installed that reads them."""
        from extract.readers.archives.outlook import missing

        return missing()

    def read(self, file: SourceFile, settings: Settings, allowance: Allowance) -> MemberContent:
        """Return the attachments of a mail."""
        from extract.readers.archives.outlook import outlook_members

        return MemberContent(outlook_members(file.open))


READER = OutlookMailReader()
