"""A whole library in and out as JSON, and the check of its contents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qi_desktop.core.errors import ContentError, MissingFileError, QiError
from qi_desktop.core.messages import Message, message
from qi_desktop.core.model import Asset, Block, Chapter, Dismissal, Field, OwnRegister, Report, Row, Style
from qi_desktop.export.files import replacing
from qi_desktop.interchange import library_json
from qi_desktop.interchange.library_json import LibraryContents

if TYPE_CHECKING:
    from qi_desktop.session.session import Session


def dump(session: Session) -> str:
    """Everything the library holds as the JSON of `interchange.library_json`."""
    return library_json.make(contents(session))


def contents(session: Session) -> LibraryContents:
    """Everything the library holds."""
    repository = session.repository
    assets = repository.all(Asset)
    return LibraryContents(
        session.company.get(),
        repository.all(Report),
        repository.all(Chapter),
        repository.all(Block),
        repository.all(Row),
        assets,
        {asset.sha256: repository.asset_data(asset.sha256) for asset in assets},
        repository.all(Style),
        repository.all(Field),
        repository.all(OwnRegister),
        repository.all(Dismissal),
    )


def write_dump(session: Session, target: Path) -> None:
    """Write the JSON to a file. Raises WriteError."""
    text = dump(session)
    with replacing(target) as file:
        file.write(text.encode("utf-8"))


def read(source: Path) -> LibraryContents:
    """The contents of a JSON file. Raises MissingFileError, ContentError."""
    try:
        return library_json.parse(source.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ContentError(message("“{name}” is not UTF-8 text; choose a file that “dump” wrote.", name=source.name)) from error
    except OSError as error:
        raise MissingFileError(message("“{name}” cannot be read; check the name and the folder.", name=source.name)) from error


def fill(session: Session, contents: LibraryContents) -> None:
    """Write contents, with their ids, into a new library; to be called inside an operation."""
    repository = session.repository
    for digest, data in contents.data.items():
        repository.keep_data(digest, data)
    content = contents
    for entities in (
        [content.company],
        content.reports,
        content.chapters,
        content.blocks,
        content.rows,
        content.assets,
        content.styles,
        content.fields,
        content.registers,
        content.dismissals,
    ):
        repository.insert_many(entities)


def problems(session: Session) -> list[Message]:
    """What is wrong in a library: its pages, keys, values, tree and pictures. Empty for a sound one."""
    found = [message("{detail}", detail=detail) for detail in session.library.problems()]
    if found:
        return found
    repository = session.repository
    try:
        for asset in repository.all(Asset):
            if not library_json.fits(asset, repository.asset_data(asset.sha256)):
                found.append(message("The picture “{name}” is damaged.", name=asset.name))
        if not found:
            library_json.parse(dump(session))
    except QiError as error:
        found.append(error.message)
    return found
