from __future__ import annotations

import errno
import threading
from collections.abc import Iterator

import pytest

from nlscope.capture.demo import Demo
from nlscope.craft import find_family
from nlscope.draft import Draft
from nlscope.drafts import blank
from nlscope.form import Form
from nlscope.form_lines import Opened, lines
from nlscope.inject import Scratch
from nlscope.sender import Sender
from nlscope.talk import InjectError, Target
from tests.support import attr, genlmsg, nlmsg, registry


def exmpl(command: str, flags: int = 5) -> Draft:
    return blank(find_family(registry(), "CONTROL_EXMPL"), command, flags=flags)


def with_message(draft: Draft, text: bytes) -> Draft:
    return draft.with_piece((), attr(1, text))


@pytest.fixture(name="demo")
def _demo() -> Iterator[Sender]:
    sender = Sender(registry(), Demo, seconds=0.3)
    yield sender
    sender.close()


def test_an_echo_is_answered(demo: Sender) -> None:
    sent = demo.send(with_message(exmpl("ECHO"), b"hello\0"))
    assert (sent.outcome, sent.trouble, sent.count) == ("ok", "", 2)
    assert [each.info for each in sent.answers] == ['ECHO "hello"', "ack CONTROL_EXMPL"]
    assert sent.latency_ns is not None
    assert sent.failed is None
    assert sent.request is not None
    assert sent.request.message.data == sent.data


def test_a_refusal_points_at_the_field(demo: Sender) -> None:
    sent = demo.send(exmpl("TYPES").with_piece((), attr(43, b"\5\0\0\0")))
    assert sent.outcome == "error"
    assert sent.failed is not None
    failure = sent.failed.failure
    assert failure is not None
    assert (failure.start, failure.end) == (20, 28)
    assert failure.sentence.endswith("5 is below the minimum 10")


def test_policies_are_learnt_before_anything_is_sent(demo: Sender) -> None:
    assert demo.learn("CONTROL_EXMPL") == ""
    assert demo.context is not None
    draft = exmpl("TYPES").with_piece((), attr(43, b"\5\0\0\0"))
    form = Form(draft, registry(), [demo.context])
    assert [hint.text for hint in form.hints] == [
        "DOC_EXMPL_A_RANGE 5 is below the minimum 10"
    ]
    known = next(line for line in lines(form, Opened()) if line.path[-1][0] == "+")
    assert "range" in {offer.name for offer in form.offers(known)}


def test_a_family_that_is_not_there(demo: Sender) -> None:
    draft = blank(find_family(registry(), "ethtool"), "LINKINFO_GET", flags=5)
    wanted = "the simulated kernel has no generic netlink family ethtool"
    assert demo.send(draft).trouble == wanted
    assert demo.learn("ethtool") == wanted


def test_a_message_that_is_ignored_is_not_answered(demo: Sender) -> None:
    sent = demo.send(with_message(exmpl("ECHO", flags=0), b"hello\0"))
    assert (sent.outcome, sent.answers) == ("unanswered", ())


def test_bytes_that_are_no_message(demo: Sender) -> None:
    assert demo.send(Draft(16, b"\1\2\3")).outcome == "unanswered"
    assert demo.send(Draft(16, b"")).trouble == "there is nothing to send"


def test_a_target_that_cannot_be_made() -> None:
    def make() -> Target:
        message = "not here"
        raise InjectError(message)

    sender = Sender(registry(), make)
    assert sender.send(exmpl("ECHO")).trouble == "not here"
    sender.close()


def test_a_scratch_namespace_from_another_thread() -> None:
    try:
        Scratch().close()
    except InjectError as error:
        pytest.skip(str(error))
    sender = Sender(registry(), Scratch)
    made = []
    draft = Draft(0, nlmsg(18, bytes(16) + attr(3, b"lo\0"), flags=5))
    thread = threading.Thread(target=lambda: made.append(sender.send(draft)))
    thread.start()
    thread.join()
    sender.close()
    assert made[0].outcome == "ok"
    assert made[0].answers[0].identity.type_name == "RTM_NEWLINK"
    assert sender.send(draft).trouble == "the target is closed"


def test_genl_header_of_an_empty_message() -> None:
    assert exmpl("ECHO").data[16:] == genlmsg(1, b"")


def test_a_change_of_nftables_goes_in_a_batch() -> None:
    draft = blank(find_family(registry(), "nft"), "NEWTABLE", flags=0x405)
    data = draft.data[:16] + b"\2" + draft.data[17:]
    draft = draft.rewritten(data).with_piece((), attr(1, b"mine\0"))
    assert Form(draft, registry()).batched
    sender = Sender(registry(), Scratch)
    sent = sender.send(draft, batch=True)
    excl = sender.send(draft.set_member("flags", 0x605), batch=True)
    sender.close()
    if sent.trouble or (sent.failed and sent.failed.failure.errno == errno.EINVAL):  # type: ignore[union-attr]
        pytest.skip(sent.trouble or "this kernel has no nf_tables")
    assert [each.info for each in sent.answers] == ["ack NFT_MSG_NEWTABLE"]
    assert sent.request is not None
    assert sent.request.message.data == sent.data
    assert excl.failed is not None
    assert excl.failed.failure is not None
    assert (excl.failed.failure.start, excl.failed.failure.path) == (20, "nft.name")
