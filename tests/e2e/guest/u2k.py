"""u2k.py UNIT TYPE TEXT [PORT]: say a text to a module, and print what it answers."""

import socket
import struct
import sys

unit, kind = map(int, sys.argv[1:3])
text = sys.argv[3].encode() + b"\0"
with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, unit) as peer:
    peer.bind((int(sys.argv[4]) if sys.argv[4:] else 0, 0))
    peer.settimeout(30)
    head = struct.pack("=IHHII", 16 + len(text), kind, 0, 0, peer.getsockname()[0])
    peer.sendto(head + text, (0, 0))
    sys.stdout.write(peer.recv(1024)[16:].rstrip(b"\0").decode() + "\n")
