"""How many passwords may be tried before somebody has to wait.

    one address from one network   10 in 15 minutes    the eleventh waits
    all addresses, one network     30 in 15 minutes    one password tried on many people
    one address, all networks     100 in 1 hour        many machines trying one person

The first limit names the network, so that a stranger who uses it up does not lock the owner out.
"""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Network, ip_address


@dataclass(frozen=True)
class Limit:
    """At most `most` tries within `window`."""

    name: str
    most: int
    window: timedelta


ADDRESS_IN_NETWORK = Limit("address in network", 10, timedelta(minutes=15))
NETWORK = Limit("network", 30, timedelta(minutes=15))
ADDRESS = Limit("address", 100, timedelta(hours=1))
LONGEST_WINDOW = max(limit.window for limit in (ADDRESS_IN_NETWORK, NETWORK, ADDRESS))


def network_of(client: str) -> str:
    """What counts as one network: an IPv4 address, or the /64 that one household gets in IPv6.

    192.0.2.7 → 192.0.2.7     2001:db8::1 → 2001:db8::     not an address → itself
    """
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if address.version == 4:
        return str(address)
    return str(IPv6Network((address, 64), strict=False).network_address)


def counted_keys(email: str, client: str) -> dict[Limit, str]:
    """The key under which one try counts for each limit."""
    email, network = email.strip().casefold(), network_of(client)
    return {
        ADDRESS_IN_NETWORK: f"{network} {email}",
        NETWORK: network,
        ADDRESS: email,
    }
