"""What the presets of this computer mean for a new library: its company, and the style sheet that its report is set in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qi_desktop import presets, translations
from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import Message, message
from qi_desktop.core.richtext import clean
from qi_desktop.export import style_sheet
from qi_desktop.session import templates

if TYPE_CHECKING:
    from qi_desktop.session.session import Session


def fill(session: Session) -> None:
    """Give a new library the preset company data and style sheet; to be called inside an operation. What is wrong with them is left out."""
    known = presets.read()
    if known.company:
        session.company.change(**known.company)
    style = _use_style(session, known.style)
    for report in session.reports.all() if style else []:
        session.reports.change(report.id, style=style)


def problems() -> list[Message]:
    """Why presets are left out, a sentence each: for who starts the program."""
    known = presets.read()
    found = [*known.problems, *templates.problems()]
    if known.language not in ("", *translations.LANGUAGES):
        found.append(message("The preset language “{name}” is none of: {names}.", name=known.language, names=", ".join(translations.LANGUAGES)))
    if known.template not in ("", *templates.names()):
        found.append(message("The preset template “{name}” is none of: {names}.", name=known.template, names=", ".join(templates.names())))
    try:
        if known.style not in ("", *style_sheet.names()):
            _own_sheet(known.style)
    except ContentError as error:
        found.append(error.message)
    return found


def _use_style(session: Session, name: str) -> str:
    """The key of the preset style sheet in this library, "" if there is none; a sheet from a file is copied in, so that it travels along."""
    if name in ("", *style_sheet.names()):
        return name
    try:
        base, title, settings = _own_sheet(name)
    except ContentError:
        return ""  # told when the program starts
    created = session.styles.add(base, title).created
    session.styles.change(created, settings=settings)
    return created


def _own_sheet(name: str) -> tuple[str, str, Mapping[str, Any]]:
    """What a preset style sheet's file says: the sheet that it begins with, its title, and all settings.

    Such a file has the form of the program's own, with only what differs from the sheet that `base` names. Raises ContentError when there is no
    such file, or no page can be made with it.
    """
    file = presets.files("style_sheets").get(name)
    if file is None:
        names = ", ".join((*style_sheet.names(), *presets.files("style_sheets")))
        raise ContentError(message("The preset style sheet “{name}” is none of: {names}.", name=name, names=names))
    try:
        data = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise ContentError(message("The style sheet “{file}” cannot be read ({detail}); it is left out.", file=file, detail=error)) from error
    base = str(data.pop("base", style_sheet.names()[0]))
    settings = style_sheet.completed(data, style_sheet.settings(base))
    style_sheet.from_mapping(settings)
    title = data.get("title")
    return base, clean(str(title["zh"])) if isinstance(title, Mapping) and title.get("zh") else name, settings
