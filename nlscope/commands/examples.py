"""What the commands are for, in a line each, and examples of them for --help."""

from __future__ import annotations

# shown by nlscope --help, a heading and the commands under it
GROUPS = {
    "Look at captures": {
        "view": "Show a capture on the screen; nlscope FILE is the same.",
        "read": "Print the messages of captures: rows, trees or JSON.",
        "stats": "Count messages by protocol, family, type, port and error.",
        "diff": "Compare two captures, or two messages of them.",
    },
    "Capture": {
        "live": "Show this machine's traffic on the screen as it happens.",
        "capture": "Write this machine's traffic into a file until Ctrl-C.",
        "run": "Record the netlink messages of a command, without root.",
        "import": "Read the netlink messages in strace's logs.",
        "doctor": "Tell what works on this machine, and what to do about the rest.",
    },
    "Send": {
        "send": "Send a message made from names and values.",
        "craft": "The same on the screen: a form beside live bytes.",
        "replay": "Send the requests of a capture again, compare the answers.",
        "peer": "Talk netlink with another process.",
        "demo": "Show a simulated kernel side: no privileges, no module.",
    },
    "Families and settings": {
        "families": "List the families of this kernel or of a capture.",
        "learn": "Write a first YAML spec of a family.",
        "check": "Check YAML specs and Python dissectors.",
        "config": "Print the settings, with what each is for.",
    },
}

# by command: a command line without "nlscope", and what it does
EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "": (
        ("x.pcapng", "open a capture on the screen"),
        ("demo", "see the screen at work, without privileges"),
        ("run -- ip link", "what does this command say to the kernel?"),
    ),
    "view": (
        ("x.pcapng", "open a capture"),
        ("a.pcapng b.pcapng", "several on one timeline"),
        ("-f growing.pcap", "go on with what is appended"),
        ("-", "read standard input"),
    ),
    "read": (
        ("read x.pcapng -Y error", "the requests that failed, and why"),
        ("read x.pcapng -c 1 --tree", "every field of the first message"),
        ("read x.pcapng --json", "one object a message, for jq"),
    ),
    "stats": (
        ("stats x.pcapng", "all of it"),
        ("stats x.pcapng -Y 'link or addr' --json", "two families, for a program"),
    ),
    "diff": (
        ("diff a.pcapng b.pcapng", "what became different"),
        ("diff a.pcapng:12 a.pcapng:40", "two messages, value by value"),
    ),
    "live": (
        ("live", "what happens in this namespace"),
        ("live -w x.pcapng --netns blue", "in blue, kept in a file"),
        ("live --groups link,addr", "what groups say, without nlmon"),
    ),
    "capture": (
        ("capture -w x.pcapng", "until Ctrl-C"),
        ("capture -w x.pcapng -f route -a duration:10", "rtnetlink, ten seconds"),
        ("capture -w x.pcapng -b filesize:1000 -b files:5", "the last 5 MB"),
    ),
    "run": (
        ("run -- ip route get 127.0.0.1", "print what it says and hears"),
        ("run -w x.pcapng -- ip link", "keep it"),
    ),
    "import": (("import strace.log", "print"), ("import strace.log -w x.pcapng", "keep")),
    "send": (
        ("send link getlink ifname=lo", "ask for a link"),
        ("send link newlink --flags create,excl ifname=d0 linkinfo.kind=dummy",
         "make one"),
        ("send --demo CONTROL_EXMPL ECHO msg=hello", "ask the simulated kernel"),
    ),
    "craft": (
        ("craft", "choose a family and a command"),
        ("craft --demo CONTROL_EXMPL ECHO", "for the simulated kernel"),
    ),
    "replay": (
        ("replay x.pcapng", "all requests, in a scratch namespace"),
        ("replay x.pcapng -Y 'type == RTM_NEWLINK' --json", "some of them"),
    ),
    "peer": (
        ("peer", "print a port, and what comes"),
        ("peer --to 4711 --text hello", "send a text to that port"),
    ),
    "demo": (("demo", "the screen"), ("demo -w x.pcapng --for 5", "a capture of it")),
    "families": (
        ("families", "those of this kernel"),
        ("families nlctrl -r x.pcapng", "all that is known of one in a capture"),
    ),
    "learn": (("learn acme -r x.pcapng -w acme.yaml", "from a capture"),),
    "check": (("check acme.yaml acme.py", "both"),),
    "config": (
        ("config --path", "where the file is looked for"),
        ("config --check", "is it right?"),
    ),
}  # fmt: skip


def told(command: str) -> str:
    """Return the examples of a command as the end of its help, "" if it has none."""
    lines = [(f"nlscope {line}", words) for line, words in EXAMPLES.get(command, ())]
    room = max((len(line) for line, _ in lines if len(line) < _WIDE), default=0)
    shown = (
        f"  {line:<{room}}  {words}"
        if len(line) <= room
        else f"  {line}\n  {'':{room}}  {words}"
        for line, words in lines
    )
    return "\n".join(("\b\nExamples:", *shown)) if lines else ""


_WIDE = 40  # cells of the longest line with its words beside it
