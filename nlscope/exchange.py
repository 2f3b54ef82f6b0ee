"""Requests and their answers: which message belongs to which, over a whole capture.

An answer belongs to the last request before it with its protocol and sequence number
whose port id is its own, or 0, as many programs leave theirs to the kernel; an error
also echoes the request's header. Sources: netlink_ack(), netlink_dump() and
nlmsg_notify() in net/netlink/af_netlink.c, net/netfilter/nfnetlink.c.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from nlscope.pairing import (
    NLM_F_DUMP,
    XFRM,
    Requests,
    alike,
    answers,
    asking,
    classic,
    controls,
    mirrored,
    strangers,
    without_lonely,
)
from nlscope.spec import GENERIC, NETFILTER, ROUTE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlscope.headers import Columns, Mask, Rows

NLM_F_ECHO = 0x08
BATCH_BEGIN, BATCH_END = 16, 17  # NFNL_MSG_*, include/uapi/linux/netfilter/nfnetlink.h
_CONNTRACK = (1, 2)  # NFNL_SUBSYS_CTNETLINK, NFNL_SUBSYS_CTNETLINK_EXP
_XFRM_GETDEFAULT = 40  # the one XFRM_MSG_GET* that is answered by its own type


class Role(IntEnum):
    """What a message is in its exchange; an EVENT was caused by the request, no more."""

    NONE = 0
    REQUEST = 1
    ANSWER = 2
    END = 3  # an acknowledgement, an error, the end of a dump
    EVENT = 4


class Relations(NamedTuple):
    """What each message is to the others, one array each.

    exchange is the number of the exchange's first request, 0 for none; request the number
    of the request that the message is, answers, or was caused by, 0 for none; role is a
    Role. An event has a request, but no exchange.
    """

    exchange: NDArray[np.uint32]
    request: NDArray[np.uint32]
    role: NDArray[np.uint8]

    @classmethod
    def none(cls) -> Self:
        """Return those of no messages."""
        return cls(np.zeros(0, np.uint32), np.zeros(0, np.uint32), np.zeros(0, np.uint8))


def pair(columns: Columns) -> NDArray[np.uint32]:
    """Return the exchange of each message."""
    return relate(columns).exchange


def relate(columns: Columns) -> Relations:
    """Return the relations of all messages."""
    control = controls(columns)
    asked = asking(columns, control)
    asked &= ~mirrored(columns, asked)
    requests = Requests(columns, asked)
    request = np.where(asked, np.arange(len(columns)), -1)
    answers(columns, asked, requests, control, request)
    strangers(columns, asked, requests, request)
    classic(columns, asked, request)
    without_lonely(columns, request)
    batch = _batches(columns, asked)
    role = _roles(columns, asked, control, request, batch)
    known = request >= 0
    leader = np.where(batch < 0, np.arange(len(columns)), batch)
    exchange = np.zeros(len(columns), np.uint32)
    exchange[known] = leader[request[known]] + 1
    exchange[role == Role.EVENT] = 0
    return Relations(exchange, (request + 1).astype(np.uint32), role)


def _roles(
    columns: Columns, asked: Mask, control: Mask, request: Rows, batch: Rows
) -> NDArray[np.uint8]:
    role = np.zeros(len(columns), np.uint8)
    role[request >= 0] = Role.ANSWER
    role[(request >= 0) & control] = Role.END
    role[asked & (request >= 0)] = Role.REQUEST
    rows = np.flatnonzero(role == Role.ANSWER)
    role[rows[_events(columns, rows, request[rows], batch)]] = Role.EVENT
    return role


def _events(columns: Columns, rows: Rows, requests: Rows, batch: Rows) -> Mask:
    """Return which of these messages tell others what a request changed.

    They carry its port and seq as an answer does; nothing but their kind tells.
    """
    protocol, kind = columns.protocol[rows], columns.type[requests]
    same = alike(columns, requests, rows)
    changes = (protocol == ROUTE) & (kind % 4 != 2)  # 2 is RTM_GET*
    changes |= (protocol == XFRM) & same & (kind != _XFRM_GETDEFAULT)
    changes |= (protocol == NETFILTER) & np.isin(kind >> 8, _CONNTRACK) & same
    changes |= batch[requests] >= 0
    changes &= (columns.flags[requests] & NLM_F_ECHO) == 0
    changes |= (columns.portid[rows] == 0) & np.isin(protocol, (ROUTE, XFRM, NETFILTER))
    return np.asarray(changes | _generic_events(columns, rows, requests))


def _generic_events(columns: Columns, rows: Rows, requests: Rows) -> Mask:
    """Return which messages have another command than the answer, which the request has."""
    generic = columns.protocol[rows] == GENERIC
    generic &= (columns.flags[requests] & NLM_F_DUMP) != NLM_F_DUMP
    command = columns.read("u1", rows, 16)
    same = generic & (command == columns.read("u1", requests, 16))
    answered = np.zeros(len(columns), bool)
    answered[requests[same]] = True
    return np.asarray(generic & answered[requests] & ~same)


def _batches(columns: Columns, asked: Mask) -> Rows:
    """Return the first message of each one's nfnetlink batch, -1 outside of any."""
    rows = np.arange(len(columns))
    netfilter = (columns.protocol == NETFILTER) & asked
    first = np.where(netfilter & (columns.type == BATCH_BEGIN), rows, -1)
    if not (first >= 0).any():
        return np.full(len(columns), -1)
    begin = np.maximum.accumulate(first)
    end = np.maximum.accumulate(np.where(netfilter & (columns.type == BATCH_END), rows, -1))
    inside = netfilter & (begin >= 0) & (np.append(-1, end[:-1]) < begin)
    inside &= columns.frame[begin] == columns.frame
    return np.where(inside, begin, -1)
