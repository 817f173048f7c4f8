# SPDX-License-Identifier: Apache-2.0
"""Writes what CloudTrail delivers, with test keys: log files, digest files, signatures and lists of public keys. Standard
library only, so that it shares no code with what reads it."""

import base64
import datetime
import gzip
import hashlib
import json
import pathlib

KEYS = json.loads((pathlib.Path(__file__).parent / "TEST-ONLY-keys.json").read_text())["keys"]
START = datetime.datetime(2026, 3, 1, tzinfo=datetime.timezone.utc)
# DigestInfo of RFC 8017, 9.2, notes 1.
DIGEST_INFO = {"sha256": "3031300d060960864801650304020105000420", "sha1": "3021300906052b0e03021a05000414"}
RSA_ALGORITHM = bytes.fromhex("300d06092a864886f70d0101010500")
EC_KEY = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004") + bytes.fromhex(
    "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")


def hour(count):
    """The time so many hours after the start, which may be a fraction."""
    return START + datetime.timedelta(hours=count)


def stamp(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def compact(time):
    return time.strftime("%Y%m%dT%H%M%SZ")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def pack(data):
    return gzip.compress(data, 9, mtime=0)


def text(value):
    return json.dumps(value, separators=(",", ":")).encode()


def length(count):
    if count < 0x80:
        return bytes([count])
    size = (count.bit_length() + 7) // 8
    return bytes([0x80 | size]) + count.to_bytes(size, "big")


def der(tag, *parts):
    body = b"".join(parts)
    return bytes([tag]) + length(len(body)) + body


def integer(value):
    return der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def pkcs1(name):
    key = KEYS[name]
    return der(0x30, integer(int(key["n"], 16)), integer(int(key["e"], 16)))


def spki(name):
    return der(0x30, RSA_ALGORITHM, der(0x03, b"\0" + pkcs1(name)))


def sign(name, data, algorithm="sha256"):
    """RSA PKCS#1 v1.5, in hexadecimal."""
    key = KEYS[name]
    size = key["bits"] // 8
    info = bytes.fromhex(DIGEST_INFO[algorithm]) + hashlib.new(algorithm, data).digest()
    block = b"\0\1" + b"\xff" * (size - 3 - len(info)) + b"\0" + info
    return pow(int.from_bytes(block, "big"), int(key["d"], 16), int(key["n"], 16)).to_bytes(size, "big").hex()


def public_key(value, since=hour(-1000), until=hour(1000), fingerprint=None):
    """An element of the output of list-public-keys."""
    return {"Value": base64.b64encode(value).decode(), "ValidityStartTime": since.timestamp(),
            "ValidityEndTime": until.timestamp(), "Fingerprint": fingerprint or hashlib.md5(value).hexdigest()}


class Digest:
    """A digest with its log files, signed."""

    def __init__(self, trail, start, end, previous, logs=1, key="a", der_of=pkcs1, edit=None, encode=text, name=None,
                 null=b"null", backfill=False, log_bytes=None, algorithm="sha256"):
        self.bucket = trail.bucket
        suffix = "_backfill" if backfill else ""
        self.key = name or (
            f"{trail.base}/CloudTrail-Digest/{trail.region}/{end:%Y/%m/%d}/{trail.account}_CloudTrail-Digest_"
            f"{trail.region}_{trail.name}_{trail.home}_{compact(end)}{suffix}.json.gz")
        self.logs = []
        for place in range(logs):
            at = start + datetime.timedelta(minutes=10 + 20 * place, hours=-5 if backfill else 0)
            content = log_bytes or text({"Records": [{
                "eventVersion": "1.11", "eventTime": stamp(at), "eventSource": "iam.amazonaws.com",
                "eventName": "GetUser", "awsRegion": trail.region, "recipientAccountId": trail.account,
                "eventID": sha256(f"{trail.account}{trail.region}{trail.name}{at}".encode())[:32]}]})
            unique = sha256(content)[:16]
            self.logs.append((f"{trail.base}/CloudTrail/{trail.region}/{at:%Y/%m/%d}/{trail.account}_CloudTrail_"
                              f"{trail.region}_{at:%Y%m%dT%H%MZ}_{unique}.json.gz", content))
        value = {
            "awsAccountId": trail.account, "digestStartTime": stamp(start), "digestEndTime": stamp(end),
            "digestS3Bucket": self.bucket, "digestS3Object": self.key,
            "digestPublicKeyFingerprint": hashlib.md5(der_of(key)).hexdigest(),
            "digestSignatureAlgorithm": "SHA256withRSA",
            "newestEventTime": stamp(start) if logs else None, "oldestEventTime": stamp(start) if logs else None,
            "previousDigestS3Bucket": previous and previous.bucket, "previousDigestS3Object": previous and previous.key,
            "previousDigestHashValue": previous and previous.hash,
            "previousDigestHashAlgorithm": "SHA-256" if previous else None,
            "previousDigestSignature": previous and previous.signature,
            "logFiles": [{"s3Bucket": self.bucket, "s3Object": path, "hashValue": sha256(content),
                          "hashAlgorithm": "SHA-256", "newestEventTime": stamp(start), "oldestEventTime": stamp(start)}
                         for path, content in self.logs]}
        if edit:
            edit(value)
        self.value = value
        self.raw = encode(value)
        self.hash = sha256(self.raw)
        before = value.get("previousDigestSignature")
        to_sign = f"{value['digestEndTime']}\n{value['digestS3Bucket']}/{value['digestS3Object']}\n{self.hash}\n"
        self.signature = sign(key, to_sign.encode() + (before.encode() if before else null), algorithm)
        self.metadata = {"signature": self.signature, "signature-algorithm": "SHA256withRSA"}
        if backfill:
            self.metadata["backfill-generation-timestamp"] = stamp(end + datetime.timedelta(hours=5))

    @property
    def name(self):
        return self.key.rsplit("/", 1)[1]


class Trail:
    """A trail in one account and region."""

    def __init__(self, account="111122223333", region="us-east-1", name="main", home="us-east-1", bucket="example-logs",
                 prefix="", organization=None):
        self.account, self.region, self.name, self.home, self.bucket = account, region, name, home, bucket
        self.base = f"{prefix}AWSLogs/{organization + '/' if organization else ''}{account}"
        self.prefix, self.organization = prefix, organization

    def chain(self, hours=3, first=0, previous=None, per_digest=None, **options):
        """Digests of one hour each; `per_digest` has more options for some of them, by their place."""
        digests = []
        for place in range(hours):
            previous = Digest(self, hour(first + place), hour(first + place + 1), previous,
                              **{**options, **(per_digest or {}).get(place, {})})
            digests.append(previous)
        return digests
