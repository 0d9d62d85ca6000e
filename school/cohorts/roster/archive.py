"""Opening what is packed (a workbook, a ZIP of files) without being filled by what is inside."""

from __future__ import annotations

import io
import zipfile
import zlib

from school.campaign.messages import N_
from school.cohorts.roster.contract import refused

MOST_FILES = 500
LARGEST = 40 * 1024 * 1024
"""Bytes that all the files may hold, unpacked."""
HIGHEST_RATIO = 200
"""Times that a file may grow when it is unpacked; tables of few words grow some 30 times."""
LARGEST_CHECKED = 1024 * 1024
"""Bytes under which a file may grow as it likes."""

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
"""What reading an archive that is damaged, encrypted or of an unknown kind raises."""


def opened(content: bytes, file: str) -> zipfile.ZipFile:
    """An archive whose files may be read. Raises RosterError for one that would fill the memory.

    Sizes are those it declares, beyond which nothing is read of a file.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (*BROKEN, ValueError):
        raise damaged_error(file) from None
    members = archive.infolist()
    if len(members) > MOST_FILES or sum(each.file_size for each in members) > LARGEST:
        raise refused(file, N_("This file is too large once unpacked: keep only the list in it."))
    if any(_swells(each) for each in members):
        raise refused(file, N_("This file is not what its name says: save the table again."))
    return archive


def damaged_error(file: str) -> Exception:
    """What to say of an archive that cannot be read."""
    return refused(
        file, N_("This file is damaged or locked by a password: save it again without one.")
    )


def _swells(member: zipfile.ZipInfo) -> bool:
    if member.file_size <= LARGEST_CHECKED:
        return False
    return member.file_size > HIGHEST_RATIO * max(member.compress_size, 1)
