#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the vectors of docs/DIGESTS.md: make.py [--check]

Each is a folder with `expected.json`, one or more `keys*.json`, and `folder`, the downloaded objects. What is expected
is written by hand beside each. `--check` writes nothing and fails when a file is not what this makes."""

import gzip
import json
import pathlib
import shutil
import sys

from trail import EC_KEY, Digest, Trail, hour, pack, pkcs1, public_key, sign, spki, stamp, text

HERE = pathlib.Path(__file__).resolve().parent
MAIN = "111122223333 us-east-1 main"
cases = {}


class Case:
    """A vector: files, keys, a question and what is expected."""

    def __init__(self, name, rule, title, trail=None):
        assert name not in cases, name
        cases[name] = self
        self.rule, self.title = rule, title
        self.trail = trail or Trail()
        self.files, self.keys, self.asked = {}, [[public_key(pkcs1("a"))]], None
        self.expected = {"verdict": "valid", "findings": [], "covered": {}}

    def put(self, digests, metadata="newest", logs=True):
        """Puts digests and their log files where they were delivered, and metadata beside some or all of them."""
        for digest in digests:
            self.files[digest.key] = pack(digest.raw)
            if metadata == "all" or metadata == "newest" and digest is digests[-1]:
                self.head(digest)
            for path, content in digest.logs if logs else []:
                self.files[path] = pack(content)
        return digests

    def head(self, digest, **changes):
        self.files[f"{digest.key}.head.json"] = text({"ContentType": "application/json",
                                                      "Metadata": {**digest.metadata, **changes}})

    def ask(self, since, until):
        self.asked = (stamp(hour(since)), stamp(hour(until)))

    def expect(self, verdict, *findings, covered=((0, 3),), chains=None):
        """`findings`: each "KIND NAME", the name of the file or object without its folders."""
        chains = {MAIN: covered} if chains is None else chains
        self.expected = {"verdict": verdict, "findings": sorted(findings), "covered": {
            chain: [[stamp(hour(since)), stamp(hour(until))] for since, until in spans]
            for chain, spans in chains.items()}}

    def refuse(self, reason):
        self.expected = {"verdict": "refused", "refusal": reason}

    def written(self):
        files = {f"folder/{path}": data for path, data in self.files.items()}
        for place, keys in enumerate(self.keys):
            name = f"keys{place or ''}.json"
            files[name] = keys if isinstance(keys, bytes) else text({"PublicKeyList": keys})
        about = {"title": self.title, "rule": self.rule, "keys": [name for name in files if name.startswith("keys")]}
        trail = self.trail
        about["trail"] = {"arn": f"arn:aws:cloudtrail:{trail.home}:{trail.account}:trail/{trail.name}",
                          "account": trail.account, "region": trail.region, "bucket": trail.bucket,
                          "prefix": trail.prefix, "organization": trail.organization}
        if self.asked:
            about["from"], about["until"] = self.asked
        files["expected.json"] = (json.dumps({**about, **self.expected}, indent=1) + "\n").encode()
        return files


def log_name(digest, place=0):
    return digest.logs[place][0].rsplit("/", 1)[1]


def simple(name, rule, title, **chain):
    """A trail of three hours, everything in its place, with the newest digest's metadata."""
    case = Case(name, rule, title)
    digests = case.put(case.trail.chain(**chain))
    case.expect("valid")
    return case, digests


# D-1: exactly one gzip member, or none

simple("gzip-one-member", "D-1", "Every file is one gzip member.")

case, digests = simple("gzip-uncompressed", "D-1", "The files were uncompressed while they were downloaded.")
case.files = {path: gzip.decompress(data) if path.endswith(".gz") else data
              for path, data in case.files.items()}

case, digests = simple("gzip-renamed", "D-1", "The files were uncompressed, and lost the suffix .gz.")
case.files = {path.removesuffix(".gz"): gzip.decompress(data) if path.endswith(".gz") else data
              for path, data in case.files.items()}

for name, title, change in (
        ("second-member", "A log file has a second gzip member.", lambda data: data + pack(b"{}")),
        ("empty-member", "A log file has an empty second gzip member.", lambda data: data + pack(b"")),
        ("trailing-byte", "A log file has a byte after its gzip member.", lambda data: data + b"\0"),
        ("cut", "A log file is cut off.", lambda data: data[:-9]),
        ("empty", "A log file is empty.", lambda data: b"")):
    case, digests = simple(f"gzip-log-{name}", "D-1", title)
    path = digests[1].logs[0][0]
    case.files[path] = change(case.files[path])
    case.expect("altered", f"altered-log {log_name(digests[1])}", covered=((0, 1), (2, 3)))

for name, title, change in (
        ("second-member", "A digest has a second gzip member.", lambda data: data + pack(b"{}")),
        ("trailing-byte", "A digest has a byte after its gzip member.", lambda data: data + b"\0"),
        ("cut", "A digest is cut off.", lambda data: data[:-9])):
    case = Case(f"gzip-digest-{name}", "D-1", title)
    digests = case.put(case.trail.chain(), metadata="all")
    case.files[digests[1].key] = change(case.files[digests[1].key])
    case.expect("altered", f"unreadable-digest {digests[1].name}", f"unlisted-log {log_name(digests[1])}",
                covered=((0, 1), (2, 3)))

# D-2: the members of a digest

case, digests = simple("json-more-members", "D-2", "A digest has a member that is not documented.",
                       per_digest={1: {"edit": lambda value: value.update(later="x")}})
case, digests = simple("json-no-log-files", "D-2", "A digest lists no log file, as in an hour without any.",
                       per_digest={1: {"logs": 0}})


def member(name, value):
    return lambda digest: digest.update({name: value})


def in_log(name, value):
    return lambda digest: digest["logFiles"][0].update({name: value})


for name, title, options in (
        ("not-json", "A signed digest is not JSON.", {"encode": lambda value: text(value)[:-1]}),
        ("after-json", "A signed digest has something after its JSON.", {"encode": lambda value: text(value) + b"x"}),
        ("duplicate-name", "A signed digest has a name twice.",
         {"encode": lambda value: text(value)[:-1] + b',"logFiles":[]}'}),
        ("not-utf8", "A signed digest is not UTF-8.", {"encode": lambda value: text(value)[:-1] + b',"x":"\xff"}'}),
        ("byte-order-mark", "A signed digest begins with a byte order mark.",
         {"encode": lambda value: b"\xef\xbb\xbf" + text(value)}),
        ("no-log-files-member", "A signed digest has no logFiles.", {"edit": lambda value: value.pop("logFiles")}),
        ("capital-hash", "A hash is in capital letters.",
         {"edit": lambda value: value["logFiles"][0].update(hashValue=value["logFiles"][0]["hashValue"].upper())}),
        ("short-hash", "A hash has 63 digits.",
         {"edit": lambda value: value["logFiles"][0].update(hashValue=value["logFiles"][0]["hashValue"][1:])}),
        ("log-hash-algorithm", "A log file is hashed by SHA-1.", {"edit": in_log("hashAlgorithm", "SHA-1")}),
        ("signature-algorithm", "The signature is said to be by SHA-1.",
         {"edit": member("digestSignatureAlgorithm", "SHA1withRSA")}),
        ("half-previous", "Two of the five members about the previous digest are null.",
         {"edit": lambda value: value.update(previousDigestS3Bucket=None, previousDigestS3Object=None)}),
        ("time-with-fraction", "A time has a fraction.", {"edit": member("digestStartTime", "2026-03-01T01:00:00.0Z")}),
        ("no-such-day", "A time is on a day that no calendar has.",
         {"edit": member("digestStartTime", "2026-02-29T01:00:00Z")}),
        ("ends-before-it-begins", "A digest ends before it begins.",
         {"edit": member("digestStartTime", "2026-03-01T03:00:00Z")}),
        ("log-twice", "A digest lists a log file twice.",
         {"edit": lambda value: value["logFiles"].append(value["logFiles"][0])})):
    case = Case(f"json-{name}", "D-2", title)
    digests = case.put(case.trail.chain(per_digest={1: options}), metadata="all")
    case.expect("altered", f"unreadable-digest {digests[1].name}", f"unlisted-log {log_name(digests[1])}",
                covered=((0, 1), (2, 3)))

# D-3: names

trail = Trail(name="my_trail_us-east-1_x")
case = Case("name-underscores", "D-3", "The trail's name has underscores.", trail)
case.put(trail.chain())
case.expect("valid", chains={"111122223333 us-east-1 my_trail_us-east-1_x": [(0, 3)]})

trail = Trail(prefix="logs/of/AWSLogs/")
case = Case("name-prefix", "D-3", "The trail has a prefix with slashes.", trail)
case.put(trail.chain())
case.expect("valid")

for name, title, old, new in (
        ("account", "A digest is under another account's name.", "111122223333_", "444455556666_"),
        ("region", "A digest is under another region's name.", "Digest_us-east-1_", "Digest_eu-west-1_"),
        ("time", "A digest is under another hour's name.", "20260301T020000Z", "20260301T023000Z"),
        ("day", "A digest is in another day's folder.", "2026/03/01", "2026/03/02")):
    case = Case(f"name-other-{name}", "D-3", title)
    right = case.trail.chain()[1].key
    digests = case.put(case.trail.chain(per_digest={1: {"name": right.replace(old, new)}}), metadata="all")
    case.expect("altered", f"misnamed-digest {digests[1].name}", f"unlisted-log {log_name(digests[1])}",
                covered=((0, 1), (2, 3)))

# D-4: places


def moved(case, change):
    case.files = {change(path): data for path, data in case.files.items()}


case, digests = simple("place-below", "D-4", "The download began below the bucket's top.")
moved(case, lambda path: path.removeprefix("AWSLogs/111122223333/"))
case, digests = simple("place-above", "D-4", "The bucket is a folder among others.")
moved(case, lambda path: f"buckets/example-logs/{path}")
case, digests = simple("place-flat", "D-4", "All files are in one folder.")
moved(case, lambda path: path.rsplit("/", 1)[1])

case = Case("place-moved-digest", "D-4", "A digest is in another day's folder than it was delivered to.")
digests = case.put(case.trail.chain(), metadata="all")
moved(case, lambda path: path.replace("2026/03/01", "2026/02/28") if digests[1].name in path else path)
case.expect("altered", f"moved-digest {digests[1].name}", covered=((0, 1), (2, 3)))

case, digests = simple("place-copied-digest", "D-4", "A digest is also under the name of another hour.")
case.files[digests[0].key.replace("T010000Z", "T040000Z")] = pack(digests[0].raw)
case.expect("altered", f"moved-digest {digests[0].name.replace('T010000Z', 'T040000Z')}")

case, digests = simple("place-moved-log", "D-4", "A log file is in another region's folder.")
moved(case, lambda path: path.replace("CloudTrail/us-east-1", "CloudTrail/eu-west-1")
      if log_name(digests[1]) in path else path)
case.expect("altered", f"moved-log {log_name(digests[1])}", covered=((0, 1), (2, 3)))

case = Case("place-other-bucket", "D-4", "A digest is in the folder of another bucket that the digests name.")
old, new = Trail(bucket="old-logs"), Trail(bucket="new-logs")
before = old.chain(2)
digests = before + new.chain(1, first=2, previous=before[-1])
case.put(digests, metadata="all")
moved(case, lambda path: ("new-logs/" if digests[2].name in path or log_name(digests[2]) in path
                          or digests[0].name in path else "old-logs/") + path)
case.expect("altered", f"moved-digest {digests[0].name}", f"bucket-change {digests[2].name}", covered=((1, 3),))

# D-5: keys

case = Case("key-spki", "D-5", "The key is in SubjectPublicKeyInfo.")
case.put(case.trail.chain(der_of=spki))
case.keys = [[public_key(spki("a"))]]
case.expect("valid")

case, digests = simple("key-among-others", "D-5", "The key is in the second file, among others.")
case.keys = [[public_key(pkcs1("b"))], [public_key(pkcs1("c")), public_key(pkcs1("a"))]]

case, digests = simple("key-times-of-version-2", "D-5", "The times of a key are as version 2 of the AWS CLI prints them.")
case.keys = [[{**public_key(pkcs1("a")), "ValidityStartTime": "2026-02-28T23:30:00+01:00",
               "ValidityEndTime": "2026-03-02T00:00:00.000000-05:00"}]]

for name, reason, title, keys in (
        ("fingerprint", "Fingerprint", "A fingerprint is another key's.",
         [public_key(pkcs1("a"), fingerprint=public_key(pkcs1("b"))["Fingerprint"])]),
        ("trailing-byte", "Value", "A byte follows the key's DER.", [public_key(pkcs1("a") + b"\0")]),
        ("long-form", "Value", "The key's DER has a longer form of a length.",
         [public_key(pkcs1("a").replace(bytes.fromhex("0203010001"), bytes.fromhex("028103010001"))
                     .replace(bytes.fromhex("3082010a"), bytes.fromhex("3082010b"), 1))]),
        ("1024-bits", "Value", "The key has 1024 bits.", [public_key(pkcs1("short"))]),
        ("elliptic-curve", "Value", "The key is not RSA.", [public_key(EC_KEY)]),
        ("base64", "Value", "The key's base64 has a blank.",
         [{**public_key(pkcs1("a")), "Value": " " + public_key(pkcs1("a"))["Value"]}]),
        ("validity", "ValidityEndTime", "A key ends before it begins.", [public_key(pkcs1("a"), hour(2), hour(1))]),
        ("none", "PublicKeyList", "The list is empty.", []),
        ("not-json", "JSON", "The file is not JSON.", b"PublicKeyList\n")):
    case, digests = simple(f"key-refused-{name}", "D-5", title)
    case.keys = [keys]
    case.refuse(reason)

# D-6 and D-7: which key

case, digests = simple("key-two", "D-6", "Two digests are signed by two keys, each in a file.", per_digest={1: {"key": "b"}})
case.keys = [[public_key(pkcs1("a"))], [public_key(pkcs1("b"))]]

case, digests = simple("key-unknown", "D-6", "No file has the key of a digest.",
                       per_digest={1: {"key": "b"}})
case.expect("unverified", f"unknown-key {digests[1].name}", covered=((0, 1), (2, 3)))

case, digests = simple("key-rotation", "D-7", "A digest is signed by the next key, which is valid from after its end.",
                       per_digest={1: {"key": "b"}, 2: {"key": "b"}})
case.keys = [[public_key(pkcs1("a"), until=hour(1.5)), public_key(pkcs1("b"), since=hour(2.25))]]

case, digests = simple("key-expired", "D-7", "A digest is signed by a key that was no longer valid.")
case.keys = [[public_key(pkcs1("a"), until=hour(2.5))]]
case.expect("unverified", f"key-not-valid {digests[2].name}", covered=((0, 2),))

case, digests = simple("key-too-new", "D-7", "A digest is signed by a key that was not valid until later.")
case.keys = [[public_key(pkcs1("a"), since=hour(3.5))]]
case.expect("unverified", f"key-not-valid {digests[0].name}", covered=((1, 3),))

# D-8 and D-9: the signature

simple("signature-matches", "D-8", "A digest of many log files is signed.", per_digest={1: {"logs": 3}})

case = Case("signature-altered-digest", "D-8", "A digest no longer lists a log file, and the file is gone.")
digests = case.put(case.trail.chain(), metadata="all")
del case.files[digests[1].logs[0][0]]
case.files[digests[1].key] = pack(text({**digests[1].value, "logFiles": []}))
case.expect("altered", f"bad-signature {digests[1].name}", covered=((0, 1), (2, 3)))

case, digests = simple("signature-only-in-altered", "D-12", "A digest's only signature is in one that was altered.")
case.files[digests[1].key] = pack(text({**digests[1].value, "previousDigestSignature": "00" * 256}))
case.expect("altered", f"bad-signature {digests[1].name}", f"unsigned-digest {digests[0].name}", covered=((2, 3),))

case, digests = simple("signature-sha1", "D-8", "The newest digest's signature is by SHA-1.",
                       per_digest={2: {"algorithm": "sha1"}})
case.expect("altered", f"bad-signature {digests[2].name}", f"unsigned-digest {digests[1].name}", covered=((0, 1),))

for name, title, change in (
        ("trailing-byte", "A signature has a byte more.", lambda digest: digest.signature + "00"),
        ("short", "A signature has a byte less.", lambda digest: digest.signature[:-2]),
        ("other-key", "A signature is by another key than the digest says.",
         lambda digest: sign("b", b"x")),
        ("of-another-digest", "A signature is of another digest.", lambda digest: digests[0].signature)):
    case = Case(f"signature-{name}", "D-8", title)
    digests = case.put(case.trail.chain(), metadata="all")
    case.head(digests[2], signature=change(digests[2]))
    case.expect("altered", f"bad-signature {digests[2].name}", covered=((0, 2),))

case = Case("signature-added-hour", "D-8", "Somebody added a digest that he signed with his own key.")
digests = case.trail.chain(4, per_digest={3: {"key": "b", "edit": lambda value: value.update(
    digestPublicKeyFingerprint=public_key(pkcs1("a"))["Fingerprint"])}})
case.put(digests)
case.head(digests[2])
case.expect("altered", f"bad-signature {digests[3].name}")

case, digests = simple("start-null", "D-9", "A starting digest is signed with the word null.")
case, digests = simple("start-empty", "D-9", "A starting digest is signed with nothing in the place of null.",
                       per_digest={0: {"null": b""}})
case.expect("altered", f"bad-signature {digests[0].name}", covered=((1, 3),))

# D-10 to D-12: where the signature is

case = Case("metadata-of-all", "D-10", "The metadata of every digest is there, and agrees with the next digest.")
case.put(case.trail.chain(), metadata="all")
case.expect("valid")

case = Case("metadata-differs", "D-10", "The metadata of a digest has another signature than the next digest.")
digests = case.put(case.trail.chain(), metadata="all")
case.head(digests[0], signature=digests[1].signature)
case.expect("altered", f"signatures-differ {digests[0].name}.head.json")

case = Case("metadata-elsewhere", "D-11", "The metadata is in a folder of its own.")
digests = case.put(case.trail.chain())
moved(case, lambda path: f"metadata/{path.rsplit('/', 1)[1]}" if path.endswith(".head.json") else path)
case.expect("valid")

for name, title, changes in (
        ("capital", "The newest signature is in capital letters.", lambda d: {"signature": d.signature.upper()}),
        ("algorithm", "The newest signature is said to be by SHA-1.", lambda d: {"signature-algorithm": "SHA1withRSA"}),
        ("no-algorithm", "The newest signature's algorithm is missing.", lambda d: {"signature-algorithm": None})):
    case, digests = simple(f"metadata-{name}", "D-11", title)
    case.head(digests[2], **changes(digests[2]))
    case.expect("unverified", f"unreadable-metadata {digests[2].name}.head.json", f"unsigned-digest {digests[2].name}",
                covered=((0, 2),))

case = Case("newest-unsigned", "D-12", "The newest digest's metadata is not in the folder.")
digests = case.put(case.trail.chain(), metadata="none")
case.expect("unverified", f"unsigned-digest {digests[2].name}", covered=((0, 2),))

case = Case("newest-unsigned-not-asked", "D-12", "The newest digest is not signed, and was not asked for.")
digests = case.put(case.trail.chain(), metadata="none")
case.ask(0.25, 1)
case.expect("valid", f"unsigned-digest {digests[2].name}", covered=((0, 2),))

case = Case("newest-unsigned-altered", "D-10", "The newest digest is not signed and lies about the one before it.")
digests = case.put(case.trail.chain(), metadata="all")
del case.files[f"{digests[2].key}.head.json"]
case.files[digests[2].key] = pack(text({**digests[2].value, "previousDigestHashValue": "0" * 64}))
case.expect("altered", f"hash-differs {digests[2].name}", f"unsigned-digest {digests[2].name}", covered=((0, 2),))

# D-13: the previous digest's hash

simple("hash-agrees", "D-13", "Each digest has the hash of the one before it.", hours=5)
cases["hash-agrees"].expect("valid", covered=((0, 5),))

case = Case("hash-of-previous", "D-13", "A digest was signed twice: the next one has the hash of the other.")
digests = case.trail.chain()
other = Digest(case.trail, hour(1), hour(2), digests[0], logs=0)
case.put(digests, metadata="all")
case.files[other.key] = pack(other.raw)
case.head(other)
case.expect("altered", f"hash-differs {other.name}", f"unlisted-log {log_name(digests[1])}", covered=((0, 1), (2, 3)))

# D-14: missing digests

case = Case("missing-one", "D-14", "A digest is missing.")
digests = case.put(case.trail.chain(4), metadata="all")
del case.files[digests[1].key]
case.expect("unverified", f"missing-digest {digests[1].name}", f"unlisted-log {log_name(digests[1])}",
            covered=((0, 1), (2, 4)))

case = Case("missing-two", "D-14", "Two digests in a row are missing, with their log files.")
digests = case.put(case.trail.chain(4), metadata="all")
for digest in digests[1:3]:
    del case.files[digest.key], case.files[digest.logs[0][0]]
case.expect("unverified", f"missing-digest {digests[2].name}", covered=((0, 1), (3, 4)))

case = Case("missing-and-unsigned", "D-14", "A digest is missing, and with it the signature of the one before it.")
digests = case.put(case.trail.chain(4))
del case.files[digests[1].key]
case.expect("unverified", f"missing-digest {digests[1].name}", f"unsigned-digest {digests[0].name}",
            f"unlisted-log {log_name(digests[1])}", covered=((2, 4),))

case = Case("missing-before-the-first", "D-14", "The folder begins in the middle of a chain of digests.")
case.put(case.trail.chain(4)[1:])
case.expect("valid", covered=((1, 4),))

# D-15 and D-16: gaps and restarts

case = Case("gap-restart", "D-15", "Logging was stopped for two hours.")
first, second = case.trail.chain(2), case.trail.chain(2, first=4)
case.put(first)
case.put(second)
case.expect("unverified", f"gap {second[0].name}", covered=((0, 2), (4, 6)))

case = Case("gap-restart-unsigned", "D-15", "Logging was stopped, and the last digest before that is not signed.")
first, second = case.trail.chain(2), case.trail.chain(2, first=4)
case.put(first, metadata="none")
case.put(second)
case.expect("unverified", f"gap {second[0].name}", f"unsigned-digest {first[1].name}", covered=((0, 1), (4, 6)))

case = Case("gap-not-asked", "D-15", "Logging was stopped, at another time than was asked for.")
first, second = case.trail.chain(2), case.trail.chain(2, first=4)
case.put(first)
case.put(second)
case.ask(4, 4.5)
case.expect("valid", f"gap {second[0].name}", covered=((0, 2), (4, 6)))

case = Case("gap-with-logs", "D-15", "A log file was delivered while validation was off.")
first, second = case.trail.chain(2), case.trail.chain(2, first=4)
between = case.trail.chain(1, first=2)
case.put(first)
case.put(second)
case.files[between[0].logs[0][0]] = pack(between[0].logs[0][1])
case.expect("unverified", f"gap {second[0].name}", f"unlisted-log {log_name(between[0])}", covered=((0, 2), (4, 6)))

case, digests = simple("gap-in-chain", "D-15", "A digest begins later than the one before it ends.",
                       per_digest={1: {"edit": member("digestStartTime", "2026-03-01T01:10:00Z")}})
case.expect("unverified", f"gap {digests[1].name}", covered=((0, 1), (7 / 6, 3)))

case = Case("restart", "D-16", "The chain of digests starts again without a gap.")
first, second = case.trail.chain(2), case.trail.chain(1, first=2)
case.put(first)
case.put(second)
case.expect("valid", f"restart {second[0].name}")

# D-17: buckets

case = Case("bucket-change", "D-17", "The trail delivers to another bucket from an hour on.")
old, new = Trail(bucket="old-logs"), Trail(bucket="new-logs")
case.trail = new
before = old.chain(2)
digests = before + new.chain(1, first=2, previous=before[-1])
case.put(digests)
case.expect("valid", f"bucket-change {digests[2].name}")

# D-18 to D-20: log files

case, digests = simple("log-altered", "D-18", "A byte of a log file is altered.")
path, content = digests[1].logs[0]
case.files[path] = pack(content.replace(b"GetUser", b"GetRole"))
case.expect("altered", f"altered-log {log_name(digests[1])}", covered=((0, 1), (2, 3)))

case, digests = simple("log-compressed-again", "D-18", "A log file is compressed in another way: its content is the same.")
path, content = digests[1].logs[0]
case.files[path] = gzip.compress(content, 1, mtime=1)

case, digests = simple("log-copy-altered", "D-18", "One of two copies of a log file is altered.")
path, content = digests[1].logs[0]
case.files[f"copy/{path}"] = pack(content + b" ")
case.expect("altered", f"altered-log {log_name(digests[1])}", covered=((0, 1), (2, 3)))

case, digests = simple("log-altered-not-asked", "D-18", "A log file is altered, at another time than was asked for.")
path, content = digests[2].logs[0]
case.files[path] = pack(content + b" ")
case.ask(0, 0.5)
case.expect("altered", f"altered-log {log_name(digests[2])}", covered=((0, 2),))

case, digests = simple("log-missing", "D-19", "A log file is missing.", logs=2)
del case.files[digests[1].logs[1][0]]
case.expect("unverified", f"missing-log {log_name(digests[1], 1)}", covered=((0, 1), (2, 3)))

case, digests = simple("log-missing-not-asked", "D-19", "A log file is missing, at another time than was asked for.")
del case.files[digests[0].logs[0][0]]
case.ask(1, 2)
case.expect("valid", f"missing-log {log_name(digests[0])}", covered=((1, 3),))

case, digests = simple("log-unlisted", "D-20", "A log file is in the folder that no digest lists.")
extra = Trail(name="other").chain(1, first=1)[0]
case.files[extra.logs[0][0]] = pack(extra.logs[0][1])
case.expect("unverified", f"unlisted-log {log_name(extra)}")

case, digests = simple("log-unlisted-other-name", "D-20", "A file that no digest lists has no name of CloudTrail's.")
case.files["AWSLogs/more.json.gz"] = pack(b'{"Records":[]}')
case.ask(0, 1)
case.expect("unverified", "unlisted-log more.json.gz")

case, digests = simple("log-after-the-newest", "D-20", "A log file was delivered after the newest digest.")
later = case.trail.chain(1, first=3)[0]
case.files[later.logs[0][0]] = pack(later.logs[0][1])
case.expect("unverified", f"unlisted-log {log_name(later)}")

case, digests = simple("other-files", "D-20", "Other files in the folder, a list of keys among them, are no log files.")
case.files["keys.json"] = text({"PublicKeyList": case.keys[0]})
case.files["README.txt"] = b"downloaded\n"

# D-21: no digests

case = Case("no-digests", "D-21", "The folder has log files and no digest.")
digests = case.trail.chain(1)
case.files[digests[0].logs[0][0]] = pack(digests[0].logs[0][1])
case.expect("unverified", "no-digests folder", f"unlisted-log {log_name(digests[0])}", chains={})

# D-22: coverage

for name, title, since, until, verdict in (
        ("whole", "The time that was asked for, and an hour more, is proven.", 0, 2, "valid"),
        ("hour-more", "The hour after the time that was asked for is not proven.", 0, 2.5, "unverified"),
        ("before", "The time that was asked for begins before the oldest digest.", -0.5, 1, "unverified"),
        ("after", "The time that was asked for is after the newest digest.", 5, 6, "unverified")):
    case, digests = simple(f"coverage-{name}", "D-22", title)
    case.ask(since, until)
    case.expect(verdict)

# D-23: backfill digests


def backfill(name, title, **options):
    case = Case(name, "D-23", title)
    case.put(case.trail.chain())
    first = Digest(case.trail, hour(1), hour(2), None, backfill=True, **options)
    second = Digest(case.trail, hour(2), hour(3), first, backfill=True)
    case.put([first, second], metadata="all")
    case.expect("valid")
    return case, first, second


backfill("backfill", "Backfill digests list log files that were late; they prove no time of their own.")

case, first, second = backfill("backfill-signed-by-the-next", "A backfill digest's signature is in the next one.")
del case.files[f"{first.key}.head.json"]

case, first, second = backfill("backfill-alone", "Only backfill digests are there: they cover nothing.")
case.files = {path: data for path, data in case.files.items()
              if "_backfill" in path or path in (first.logs[0][0], second.logs[0][0])}
case.expect("unverified", f"no-digests {first.name}", covered=())

case, first, second = backfill("backfill-altered", "A backfill digest is altered.")
case.files[first.key] = pack(text({**first.value, "logFiles": []}))
case.expect("altered", f"bad-signature {first.name}", f"unlisted-log {log_name(first)}", covered=((0, 1), (2, 3)))

case, first, second = backfill("backfill-missing-log", "A log file of a backfill digest is missing.")
del case.files[first.logs[0][0]]
case.expect("unverified", f"missing-log {log_name(first)}", covered=((0, 1), (2, 3)))

case, first, second = backfill("backfill-missing", "A backfill digest is missing between two others.")
third = Digest(case.trail, hour(2), hour(2.5), second, backfill=True)
fourth = Digest(case.trail, hour(2), hour(2.75), third, backfill=True)
case.files = {path: data for path, data in case.files.items() if second.name not in path}
del case.files[second.logs[0][0]]
second = Digest(case.trail, hour(1.5), hour(2.25), first, backfill=True, logs=0)
third = Digest(case.trail, hour(2), hour(3), second, backfill=True, logs=0)
case.put([third])
case.expect("unverified", f"missing-digest {second.name}", covered=((0, 1.25), (2.25, 3)))

case, first, second = backfill("backfill-key", "A backfill digest's key was valid at its hour, not when it was made.",
                               key="b")
case.keys = [[public_key(pkcs1("a")), public_key(pkcs1("b"), until=hour(3))]]
case.expect("unverified", f"key-not-valid {first.name}", covered=((0, 1), (2, 3)))

case, first, second = backfill("backfill-later-key", "A backfill digest is signed by the key of the day it was made.",
                               key="b")
case.keys = [[public_key(pkcs1("a")), public_key(pkcs1("b"), since=hour(6.5))]]

# D-24: chains

case = Case("chains-regions-and-accounts", "D-24", "Two regions and two accounts, each with its own chain and key.")
chains = {}
for account, region, key in (("111122223333", "us-east-1", "a"), ("111122223333", "eu-west-1", "b"),
                             ("444455556666", "us-east-1", "c")):
    case.put(Trail(account=account, region=region).chain(2, key=key))
    chains[f"{account} {region} main"] = [(0, 2)]
case.keys = [[public_key(pkcs1(key))] for key in "abc"]
case.expect("valid", chains=chains)

trail = Trail(organization="o-example1234")
case = Case("chains-organization", "D-24", "An organization's trail, with two member accounts.", trail)
case.put(trail.chain(2))
case.put(Trail(account="444455556666", organization="o-example1234").chain(2))
case.expect("valid", chains={f"{account} us-east-1 main o-example1234": [(0, 2)]
                            for account in ("111122223333", "444455556666")})

case = Case("chains-two-trails", "D-24", "Two trails deliver to the same folder; one was stopped.")
case.put(case.trail.chain(3))
case.put(Trail(name="second").chain(1))
case.ask(0.5, 1.5)
case.expect("unverified", chains={MAIN: [(0, 3)], "111122223333 us-east-1 second": [(0, 1)]})

case = Case("chains-a-region-ends", "D-24", "One region's newest digests are not there.")
case.put(case.trail.chain(3))
case.put(Trail(region="eu-west-1").chain(1))
case.ask(0, 2)
case.expect("unverified", chains={MAIN: [(0, 3)], "111122223333 eu-west-1 main": [(0, 1)]})


def main():
    wanted = {HERE / "cases" / name / path: data for name, case in cases.items() for path, data in case.written().items()}
    if sys.argv[1:] == ["--check"]:
        there = {path for path in (HERE / "cases").rglob("*") if path.is_file()}
        wrong = [path for path in there ^ set(wanted)] + [
            path for path in there & set(wanted) if path.read_bytes() != wanted[path]]
        for path in sorted(wrong):
            print(f"make.py: error: {path.relative_to(HERE)} is not what this makes", file=sys.stderr)
        return 1 if wrong else 0
    shutil.rmtree(HERE / "cases", ignore_errors=True)
    for path, data in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    print(f"{len(cases)} cases, {len(wanted)} files")
    return 0


sys.exit(main())
