"""Addresses of links, in the form that files may hold."""

from __future__ import annotations

import pytest

from qi_desktop.export.addresses import link_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http://www.tancy.com.cn", "http://www.tancy.com.cn"),
        (" www.tancy.com.cn ", "http://www.tancy.com.cn"),
        ("zl@tancy.com.cn", "mailto:zl@tancy.com.cn"),
        ("https://甲.cn/a b", "https://%E7%94%B2.cn/a%20b"),
        ("mailto:zl@tancy.com.cn", "mailto:zl@tancy.com.cn"),
        ("tel:0577-68858059", "tel:0577-68858059"),
        ("http:// www.tancy.com.cn", ""),
        ("http://[", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("http://", ""),
        ("\x00", ""),
        ("http://a/" + "b" * 3000, ""),
    ],
)
def test_only_sensible_addresses_become_links(typed: str, address: str) -> None:
    assert link_address(typed) == address
