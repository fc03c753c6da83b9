"""Who may ring this phone: the registrar's addresses and an explicit list, nobody else."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Iterable
from typing import TypeAlias

log = logging.getLogger(__name__)

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


def source_address(source: str) -> Address | None:
    """Return the address of "host:port" or "[host]:port", None for anything else."""
    text = source.rpartition(":")[0] if ":" in source else source
    if source.startswith("["):
        text = source[1:].partition("]")[0]
    elif source.count(":") > 1:
        text = source
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


class Guard:
    """Decides by source address. Engine thread."""

    def __init__(self) -> None:
        self.refused = 0
        self._networks: tuple[Network, ...] = ()
        self._registrar: frozenset[Address] = frozenset()

    def allow(self, entries: Iterable[str]) -> list[str]:
        """Replace the allow-list; return the entries that are no address or network."""
        networks: list[Network] = []
        bad: list[str] = []
        for entry in entries:
            try:
                networks.append(ipaddress.ip_network(entry.strip(), strict=False))
            except ValueError:
                bad.append(entry)
        self._networks = tuple(networks)
        return bad

    def registrar(self, addresses: Iterable[str]) -> None:
        """Replace the addresses of registrar and proxy (literals, resolved by the caller)."""
        found = (source_address(a if ":" not in a else f"[{a}]") for a in addresses)
        self._registrar = frozenset(address for address in found if address is not None)

    def permits(self, source: str) -> bool:
        """Return whether an INVITE from "host:port" may ring."""
        return self.is_registrar(source) or self.is_listed(source)

    def is_registrar(self, source: str) -> bool:
        """Return whether this is the registrar or its proxy."""
        return source_address(source) in self._registrar

    def is_listed(self, source: str) -> bool:
        """Return whether the allow-list has the address."""
        address = source_address(source)
        return address is not None and any(
            address.version == n.version and address in n for n in self._networks
        )

    def refuse(self, source: str) -> None:
        """Count a refused INVITE; log the first and then every hundredth."""
        self.refused += 1
        if self.refused % 100 == 1:
            log.warning("INVITE from %s refused (%d in all)", source, self.refused)
