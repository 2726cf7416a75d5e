"""ZIP archives, and mails with attachments: each member is a document of its own."""

from __future__ import annotations

from extract.bounds.budget import Allowance
from extract.readers.reader import Certainty, Match, MemberContent, Reader, SourceFile
from extract.settings import Settings

ZIP, MAIL = "application/zip", "message/rfc822"


class ArchiveReader(Reader):
    """Lists the members of archives and mails."""

    media_types = (ZIP, MAIL)
    suffixes = frozenset({".zip", ".eml"})
    holds_members = True

    def sniff(self, file: SourceFile) -> Match | None:
        """Return that a file is an archive where it is no office file, or that it is a mail."""
        from extract.readers.archives.mails import is_mail
        from extract.readers.office.kinds import Kind, zip_kind

        if zip_kind(file) is Kind.ZIP:
            return Match(ZIP, Certainty.SIGNED)
        return Match(MAIL, Certainty.HINTED) if is_mail(file.head) else None

    def read(self, file: SourceFile, settings: Settings, allowance: Allowance) -> MemberContent:
        """Return the files that a file holds."""
        from extract.readers.archives.mails import mail_members
        from extract.readers.archives.zips import zip_members

        match = self.sniff(file)
        is_zip = match is None or match.media_type == ZIP
        return MemberContent((zip_members if is_zip else mail_members)(file.open))


READER = ArchiveReader()
