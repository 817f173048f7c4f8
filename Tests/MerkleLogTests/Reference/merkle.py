#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A second Merkle log, in plain Python, that the tests hold the Swift one against.

  merkle.py trees N              every root and proof of the trees of up to N entries, one a line
  merkle.py sign NAME SEED TEXT  the vkey and the signature line of a note; seed and text in hexadecimal
  merkle.py cosign NAME SEED TEXT TIME

Trees are built from the ground up, a level at a time: a node without a neighbour climbs to the next level as it is.
That is the tree of RFC 6962, section 2.1, without its recursion; a proof is the neighbours met on the way up.
"""

import base64
import hashlib
import sys


def sha256(data):
    return hashlib.sha256(data).digest()


def levels(leaves):
    """All levels of the tree, the leaves first, the root's last."""
    found = [leaves]
    while len(found[-1]) > 1:
        below = found[-1]
        above = [sha256(b"\x01" + below[i] + below[i + 1]) for i in range(0, len(below) - 1, 2)]
        if len(below) % 2:
            above.append(below[-1])
        found.append(above)
    return found


def neighbours(tree, level, place):
    """The nodes that join a node on its way to the root."""
    met = []
    for row in tree[level:-1]:
        other = place ^ 1
        if other < len(row):
            met.append(row[other])
        place //= 2
    return met


def consistency(tree, old):
    """The proof that a tree continues the one of its first entries."""
    if old in (0, len(tree[0])):
        return []
    level, place = 0, old - 1
    while place % 2:
        level, place = level + 1, place // 2
    # Where the earlier tree is one complete subtree, its root is known already.
    known = [] if place == 0 else [tree[level][place]]
    return known + neighbours(tree, level, place)


def print_trees(limit):
    leaves = [sha256(b"\x00" + bytes([i]) * (i % 7 + 1)) for i in range(limit)]
    for size in range(limit + 1):
        tree = levels(leaves[:size])
        root = tree[-1][0] if size else sha256(b"")
        print("root", size, root.hex())
        for index in range(size):
            print("inclusion", index, size, *[node.hex() for node in neighbours(tree, 0, index)])
        for old in range(size + 1):
            print("consistency", old, size, *[node.hex() for node in consistency(tree, old)])


def print_signature(kind, name, seed, message, prefix=b""):
    from nacl.signing import SigningKey

    key = SigningKey(bytes.fromhex(seed))
    public = bytes([kind]) + key.verify_key.encode()
    identifier = sha256(name.encode() + b"\n" + public)[:4]
    blob = identifier + prefix + key.sign(message).signature
    print(f"{name}+{identifier.hex()}+{base64.b64encode(public).decode()}")
    print(f"\N{EM DASH} {name} {base64.b64encode(blob).decode()}")


def main(arguments):
    sys.stdout.reconfigure(encoding="utf-8")
    if arguments[0] == "trees":
        print_trees(int(arguments[1]))
        return
    name, seed, text = arguments[1], arguments[2], bytes.fromhex(arguments[3])
    if arguments[0] == "sign":
        print_signature(1, name, seed, text)
    else:
        time = int(arguments[4])
        message = b"cosignature/v1\ntime %d\n" % time + text
        print_signature(4, name, seed, message, time.to_bytes(8, "big"))


main(sys.argv[1:])
