#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Vectors/posture: exports of an AWS account, and what `glasswatch posture` must say of each.

    Vectors/posture_vectors.py [--check]

With --check, writes nothing and fails when a file is not what this would write.

`base` is an export in which nothing is open. Each case is a folder with the files that differ from it (`export`), and
`expected.json`: the files that are missing (`without`), what differs in the policy (`scope`), and what is expected,
written by hand from docs/POSTURE.md: the result, each finding as [rule, severity, place], each gap as [place, question].
"""

import base64
import copy
import json
import pathlib
import shutil
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent / "posture"
ACCOUNT, OTHER = "111122223333", "444455556666"
REGION = "us-east-1"
TRAIL = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:trail/org"
BUCKET = "example-logs"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/0a1b2c3d-0000-4000-8000-000000000001"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:break-glass"
SECRET = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:break-glass-AbCdEf"
USER = f"arn:aws:iam::{ACCOUNT}:user/break-glass"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/emergency"
ROOTUSER = f"arn:aws:iam::{ACCOUNT}:root"
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
RULE = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/break-glass"

SCOPE = {
    "name": "AWS", "accounts": [ACCOUNT], "identities": [ROOTUSER, USER, ROLE], "regions": [REGION],
    "trails": [TRAIL], "buckets": [BUCKET], "secrets": [SECRET], "alerts": [TOPIC],
}


def policy(*statements):
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(action, resource="*", **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action, resource="*", **more):
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


def user(name, *documents, **more):
    return {"Path": "/", "UserName": name, "UserId": f"AIDA{name.upper()}", "Arn": f"arn:aws:iam::{ACCOUNT}:user/{name}",
            "CreateDate": "2026-01-01T00:00:00Z", "GroupList": [], "AttachedManagedPolicies": [],
            "UserPolicyList": [{"PolicyName": f"p{i}", "PolicyDocument": d} for i, d in enumerate(documents)], **more}


def role(name, trust, *documents, **more):
    return {"Path": "/", "RoleName": name, "RoleId": f"AROA{name.upper()}", "Arn": f"arn:aws:iam::{ACCOUNT}:role/{name}",
            "CreateDate": "2026-01-01T00:00:00Z", "AssumeRolePolicyDocument": trust, "InstanceProfileList": [],
            "RolePolicyList": [{"PolicyName": f"p{i}", "PolicyDocument": d} for i, d in enumerate(documents)],
            "AttachedManagedPolicies": [], "Tags": [], "RoleLastUsed": {}, **more}


def managed(arn, document, version="v1"):
    return {"PolicyName": arn.split("/")[-1], "Arn": arn, "Path": "/", "DefaultVersionId": version,
            "PolicyVersionList": [{"Document": document, "VersionId": version, "IsDefaultVersion": True}]}


def trusting(principal, condition=None, action="sts:AssumeRole"):
    statement = {"Effect": "Allow", "Principal": principal, "Action": action}
    if condition:
        statement["Condition"] = condition
    return policy(statement)


FACTOR = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
ATTACHED_ADMIN = [{"PolicyName": "AdministratorAccess", "PolicyArn": ADMIN}]

DETAILS = {
    "UserDetailList": [
        user("break-glass", policy(allow("sts:AssumeRole", ROLE))),
        user("auditor", policy(allow(["iam:Get*", "iam:List*", "cloudtrail:Describe*", "kms:Describe*"]))),
    ],
    "GroupDetailList": [],
    "RoleDetailList": [
        role("emergency", trusting({"AWS": USER}, FACTOR), AttachedManagedPolicies=ATTACHED_ADMIN),
        role("AWSServiceRoleForCloudTrail", trusting({"Service": "cloudtrail.amazonaws.com"}),
             policy(allow("cloudtrail:*")), Path="/aws-service-role/cloudtrail.amazonaws.com/",
             Arn=f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail"),
    ],
    "Policies": [managed(ADMIN, policy(allow("*")))],
}

COLUMNS = ("user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
           "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
           "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
           "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,"
           "access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated").split(",")


def credentials(root=None, person=None, drop=()):
    lines = [
        {"user": "<root_account>", "arn": ROOTUSER, "password_enabled": "not_supported", "mfa_active": "true",
         "password_last_used": "no_information", "access_key_1_active": "false", "access_key_2_active": "false",
         **(root or {})},
        {"user": "break-glass", "arn": USER, "password_enabled": "true", "mfa_active": "true",
         "password_last_changed": "2026-01-02T03:04:05+00:00", "access_key_1_active": "false",
         "access_key_2_active": "false", **(person or {})},
    ]
    table = [",".join(COLUMNS)] + [",".join(line.get(c, "N/A") for c in COLUMNS) for line in lines
                                   if line["user"] not in drop]
    return {"Content": base64.b64encode("\n".join(table).encode()).decode(), "ReportFormat": "text/csv",
            "GeneratedTime": "2026-06-01T00:00:00+00:00"}


BUCKET_ARN = f"arn:aws:s3:::{BUCKET}"
BUCKET_POLICY = policy(
    {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:GetBucketAcl",
     "Resource": BUCKET_ARN, "Condition": {"StringEquals": {"aws:SourceArn": TRAIL}}},
    {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:PutObject",
     "Resource": f"{BUCKET_ARN}/AWSLogs/{ACCOUNT}/*", "Condition": {"StringEquals": {"aws:SourceArn": TRAIL}}})
KEY_POLICY = policy(
    {"Effect": "Allow", "Principal": {"AWS": ROOTUSER}, "Action": "kms:*", "Resource": "*"},
    {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "kms:GenerateDataKey*",
     "Resource": "*", "Condition": {"StringEquals": {"aws:SourceArn": TRAIL}}},
    {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
     "Resource": "*"})
TOPIC_POLICY = policy(
    {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "SNS:Publish", "Resource": TOPIC,
     "Condition": {"StringEquals": {"AWS:SourceOwner": ACCOUNT}}},
    {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sns:Publish", "Resource": TOPIC})
DESCRIBED = {"Name": "org", "S3BucketName": BUCKET, "IncludeGlobalServiceEvents": True, "IsMultiRegionTrail": True,
             "HomeRegion": REGION, "TrailARN": TRAIL, "LogFileValidationEnabled": True, "KmsKeyId": KEY,
             "HasCustomEventSelectors": True, "HasInsightSelectors": False, "IsOrganizationTrail": False}
SELECTOR = {"ReadWriteType": "All", "IncludeManagementEvents": True, "DataResources": [],
            "ExcludeManagementEventSources": []}
ACCESS_BLOCK = {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True,
                "RestrictPublicBuckets": True}
PATTERN = {"source": ["aws.signin"], "detail": {"userIdentity": {"type": ["Root"]}}}


def text(document):
    return json.dumps(document)


def replicating(status="Enabled", account=OTHER):
    destination = {"Bucket": "arn:aws:s3:::example-logs-copy"}
    if account:
        destination["Account"] = account
    return {"ReplicationConfiguration": {"Role": f"arn:aws:iam::{ACCOUNT}:role/copy", "Rules": [
        {"ID": "all", "Priority": 1, "Filter": {}, "Status": status, "Destination": destination}]}}


def locked(mode="COMPLIANCE", **span):
    return {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", "Rule": {
        "DefaultRetention": {"Mode": mode, **(span or {"Days": 400})}}}}


def subscribed(*arns):
    return {"Subscriptions": [{"SubscriptionArn": arn, "Owner": ACCOUNT, "Protocol": "email",
                               "Endpoint": f"soc{i}@example.com", "TopicArn": TOPIC} for i, arn in enumerate(arns)]}


CONFIRMED = f"{TOPIC}:04291514-ed3a-41ad-bcc8-5c0e6ad31b4b"
at = lambda name, subject="": f"{name}@{REGION}" + (f"={subject}" if subject else "")
KEY_NAME = "key%2F0a1b2c3d-0000-4000-8000-000000000001"
F = {
    "caller": "sts-get-caller-identity", "details": "iam-get-account-authorization-details",
    "summary": "iam-get-account-summary", "passwords": "iam-get-account-password-policy",
    "credentials": "iam-get-credential-report", "organization": "organizations-describe-organization",
    "trails": at("cloudtrail-describe-trails"), "status": at("cloudtrail-get-trail-status", "org"),
    "selectors": at("cloudtrail-get-event-selectors", "org"),
    "policy": f"s3api-get-bucket-policy={BUCKET}", "versioning": f"s3api-get-bucket-versioning={BUCKET}",
    "lock": f"s3api-get-object-lock-configuration={BUCKET}", "block": f"s3api-get-public-access-block={BUCKET}",
    "encryption": f"s3api-get-bucket-encryption={BUCKET}",
    "lifecycle": f"s3api-get-bucket-lifecycle-configuration={BUCKET}",
    "replication": f"s3api-get-bucket-replication={BUCKET}",
    "ownership": f"s3api-get-bucket-ownership-controls={BUCKET}",
    "notification": f"s3api-get-bucket-notification-configuration={BUCKET}",
    "key": at("kms-describe-key", KEY_NAME), "keypolicy": at("kms-get-key-policy", KEY_NAME),
    "rules": at("events-list-rules"), "targets": at("events-list-targets-by-rule", "break-glass"),
    "topic": at("sns-get-topic-attributes", "break-glass"),
    "subscriptions": at("sns-list-subscriptions-by-topic", "break-glass"),
    "secret": at("secretsmanager-describe-secret", "break-glass-AbCdEf"),
    "secretpolicy": at("secretsmanager-get-resource-policy", "break-glass-AbCdEf"),
}


def refused(code, operation="Operation"):
    return f"\nAn error occurred ({code}) when calling the {operation} operation: the words of AWS\n"


BASE = {
    "caller": {"UserId": "AIDAEXAMPLE", "Account": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:user/auditor"},
    "details": DETAILS,
    "summary": {"SummaryMap": {"AccountMFAEnabled": 1, "AccountAccessKeysPresent": 0}},
    "passwords": {"PasswordPolicy": {"MinimumPasswordLength": 16, "PasswordReusePrevention": 24,
                                     "ExpirePasswords": False, "HardExpiry": False}},
    "credentials": credentials(),
    "organization": refused("AWSOrganizationsNotInUseException"),
    "trails": {"trailList": [DESCRIBED]},
    "status": {"IsLogging": True, "LatestDeliveryTime": "2026-06-01T00:00:00+00:00"},
    "selectors": {"TrailARN": TRAIL, "EventSelectors": [SELECTOR]},
    "policy": {"Policy": text(BUCKET_POLICY)},
    "versioning": {"Status": "Enabled"},
    "lock": locked(),
    "block": {"PublicAccessBlockConfiguration": ACCESS_BLOCK},
    "encryption": {"ServerSideEncryptionConfiguration": {"Rules": [
        {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": KEY}}]}},
    "lifecycle": refused("NoSuchLifecycleConfiguration"),
    "replication": replicating(),
    "ownership": {"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}},
    "notification": "",
    "key": {"KeyMetadata": {"KeyId": KEY, "Arn": KEY, "Enabled": True, "KeyState": "Enabled"}},
    "keypolicy": {"Policy": text(KEY_POLICY), "PolicyName": "default"},
    "rules": {"Rules": [
        {"Name": "break-glass", "Arn": RULE, "EventPattern": text(PATTERN), "State": "ENABLED", "EventBusName": "default"}]},
    "targets": {"Targets": [{"Id": "1", "Arn": TOPIC}]},
    "topic": {"Attributes": {"Owner": ACCOUNT, "Policy": text(TOPIC_POLICY), "TopicArn": TOPIC, "KmsMasterKeyId": KEY}},
    "subscriptions": subscribed(CONFIRMED),
    "secret": {"ARN": SECRET, "Name": "break-glass", "KmsKeyId": KEY, "LastChangedDate": 1796066725},
    "secretpolicy": {"ARN": SECRET, "Name": "break-glass"},
}

cases = []


def case(name, title, result, files=None, findings=(), gaps=(), without=(), scope=None):
    cases.append((name, title, result, files or {}, findings, gaps, without, scope))


def details(users=(), roles=(), policies=(), groups=(), emergency=None):
    found = copy.deepcopy(DETAILS)
    found["UserDetailList"] += users
    found["RoleDetailList"] += roles
    found["Policies"] += policies
    found["GroupDetailList"] += groups
    if emergency:
        found["RoleDetailList"][0].update(emergency)
    return {"details": found}


def trail(**changes):
    return {"trails": {"trailList": [{**DESCRIBED, **changes}]}}


def trust(principal, condition=None, action="sts:AssumeRole"):
    return details(emergency={"AssumeRolePolicyDocument": trusting(principal, condition, action)})


def attributes(**changes):
    return {"topic": {"Attributes": {**BASE["topic"]["Attributes"], **changes}}}


# Good
case("everything-in-order", "An export with everything in order has no findings and no gaps.", "fine")
case("advanced-selectors-whole", "One advanced selector of all management events is enough.", "fine",
     {"selectors": {"AdvancedEventSelectors": [{"Name": "all", "FieldSelectors": [
         {"Field": "eventCategory", "Equals": ["Management"]}]}]}})
case("advanced-selectors-two-halves", "Two selectors, of reads and of writes, record everything together.", "fine",
     {"selectors": {"AdvancedEventSelectors": [{"FieldSelectors": [
         {"Field": "eventCategory", "Equals": ["Management"]}, {"Field": "readOnly", "Equals": [v]}]}
         for v in ("true", "false")]}})
case("lock-in-years", "Object Lock for one year is long enough.", "fine", {"lock": locked(Years=1)})
case("lifecycle-after-a-year", "A lifecycle rule that deletes after 400 days, and one that is off, are fine.", "fine",
     {"lifecycle": {"Rules": [{"ID": "late", "Status": "Enabled", "Expiration": {"Days": 400}, "Filter": {"Prefix": ""}},
                              {"ID": "off", "Status": "Disabled", "Expiration": {"Days": 1}, "Filter": {"Prefix": ""}}]}})
case("notification-at-home", "A notification to a queue of the same account is fine.", "fine",
     {"notification": {"QueueConfigurations": [{"QueueArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:logs", "Events": ["s3:*"]}]}})
case("root-from-summary", "Where the credential report says nothing of the root, the account's summary does.", "fine",
     {"credentials": credentials(root={"mfa_active": "N/A", "access_key_1_active": "N/A"})})
case("denied-by-policy", "Someone whose policies deny what they allow can do nothing.", "fine",
     details(users=[user("dev", policy(allow("iam:*"), deny(["iam:*"], [ROLE, USER])))]))
case("not-action-denial", "A denial of everything but reading leaves nothing else.", "fine",
     details(users=[user("dev", policy(allow("cloudtrail:*"), {"Effect": "Deny", "NotAction": "cloudtrail:Get*", "Resource": "*"}))]))
case("other-resource", "An allowance for another role is not one for the emergency role.", "fine",
     details(users=[user("dev", policy(allow("iam:UpdateAssumeRolePolicy", f"arn:aws:iam::{ACCOUNT}:role/app-*")))]))
case("not-resource", "An allowance for everything but the emergency path reaches nothing of it.", "fine",
     details(users=[user("dev", policy({"Effect": "Allow", "Action": "iam:*", "NotResource": [ROLE, USER]}))]))
case("inside-boundary", "A boundary without the action takes it away.", "fine",
     details(users=[user("dev", policy(allow("iam:*")), PermissionsBoundary={
         "PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": f"arn:aws:iam::{ACCOUNT}:policy/edge"})],
         policies=[managed(f"arn:aws:iam::{ACCOUNT}:policy/edge", policy(allow("s3:Get*")))]))
case("denied-by-key", "A key's policy that denies all but one identity counts; the one is the emergency role.", "fine",
     {**details(users=[user("dev", policy(allow("kms:*")))]),
      "keypolicy": {"Policy": text({"Version": "2012-10-17", "Statement": KEY_POLICY["Statement"] + [
          {"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*",
           "Condition": {"ArnNotEquals": {"aws:PrincipalArn": ROLE}}}]})}})
ORGANIZATION = {"Organization": {"Id": "o-example", "MasterAccountId": OTHER}}
WHOLE = {"Policy": {"PolicySummary": {"Id": "p-FullAWSAccess"}, "Content": text(policy(allow("*")))}}


def guarded(document):
    return {
        "organization": ORGANIZATION,
        f"organizations-list-parents={ACCOUNT}": {"Parents": [{"Id": "r-root", "Type": "ROOT"}]},
        f"organizations-list-policies-for-target={ACCOUNT}": {"Policies": [{"Id": "p-FullAWSAccess"}]},
        "organizations-list-policies-for-target=r-root": {"Policies": [{"Id": "p-FullAWSAccess"}, {"Id": "p-guard"}]},
        "organizations-describe-policy=p-FullAWSAccess": WHOLE,
        "organizations-describe-policy=p-guard": {"Policy": {"PolicySummary": {"Id": "p-guard"}, "Content": text(document)}},
    }


case("denied-by-organization", "A service control policy that denies it to all but the emergency role counts.", "fine",
     {**details(users=[user("dev", policy(allow("iam:UpdateAssumeRolePolicy")))]),
      **guarded(policy(deny("iam:UpdateAssumeRolePolicy", Condition={"ArnNotLike": {"aws:PrincipalArn": ROLE}})))})
case("administrators", "Administrators are only noted.", "fine",
     details(roles=[role("Administrator", trusting({"AWS": USER}, FACTOR), AttachedManagedPolicies=ATTACHED_ADMIN)]),
     [["P-11", "note", TRAIL], ["P-24", "note", BUCKET], ["P-28", "note", KEY], ["P-40", "note", USER],
      ["P-40", "note", ROLE], ["P-55", "note", RULE], ["P-55", "note", TOPIC], ["P-60", "note", SECRET]])
case("trust-saml", "A SAML provider with an audience may be trusted.", "fine",
     trust({"Federated": f"arn:aws:iam::{ACCOUNT}:saml-provider/idp"},
           {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}, "sts:AssumeRoleWithSAML"))
case("trust-external-id", "Another account with an external identifier and a factor may be trusted.", "fine",
     trust({"AWS": f"arn:aws:iam::{OTHER}:role/soc"}, {**FACTOR, "StringEquals": {"sts:ExternalId": "soc"}}))
case("one-confirmed-of-each", "Two confirmed subscriptions are fine.", "fine",
     {"subscriptions": subscribed(CONFIRMED, CONFIRMED + "0")})
case("trust-own-role", "A role of the account that is trusted carries no factor, which is noted.", "fine",
     trust({"AWS": f"arn:aws:iam::{ACCOUNT}:role/AWSReservedSSO_OnCall_0123"}), [["P-42", "note", ROLE]])
case("trust-tagging", "A statement that only lets tags pass lets nobody in.", "fine",
     details(emergency={"AssumeRolePolicyDocument": policy(*trusting({"AWS": USER}, FACTOR)["Statement"], {
         "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:TagSession"})}))
case("trust-account-limited", "Trusting the account under a condition on the caller's ARN is no trust of all.", "fine",
     trust({"AWS": ROOTUSER}, {**FACTOR, "ArnEquals": {"aws:PrincipalArn": USER}}))
case("forwarded-alert", "A rule that forwards to another bus raises the alert there.", "fine",
     {"targets": {"Targets": [{"Id": "1", "Arn": f"arn:aws:events:{REGION}:{OTHER}:event-bus/soc"}]}})
case("parameter-with-key", "A parameter with a key of its own is fine.", "fine",
     {f"ssm-describe-parameters@{REGION}=%2Fcustody%2Fcode": {"Parameters": [
         {"Name": "/custody/code", "Type": "SecureString", "KeyId": KEY}]}},
     scope={"secrets": [f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/custody/code"]})
case("organization-trail", "A trail of the organization is fine.", "fine", trail(IsOrganizationTrail=True))

# Trails
case("no-trail", "A declared trail that is not there is found.", "open", {"trails": {"trailList": []}},
     [["P-1", "critical", TRAIL]])
case("stopped", "A trail that does not log is found.", "open", {"status": {"IsLogging": False}},
     [["P-2", "critical", TRAIL]])
case("writes-only", "A trail that records only writes is found.", "open",
     {"selectors": {"EventSelectors": [{**SELECTOR, "ReadWriteType": "WriteOnly"}]}}, [["P-3", "high", TRAIL]])
case("data-only", "Advanced selectors of data events alone record no management events.", "open",
     {"selectors": {"AdvancedEventSelectors": [{"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Data"]}]}]}},
     [["P-3", "high", TRAIL]])
case("advanced-reads-only", "An advanced selector of reads alone is found.", "open",
     {"selectors": {"AdvancedEventSelectors": [{"FieldSelectors": [
         {"Field": "eventCategory", "Equals": ["Management"]}, {"Field": "readOnly", "Equals": ["true"]}]}]}},
     [["P-3", "high", TRAIL]])
case("kms-excluded", "A trail that leaves out the events of KMS is found.", "open",
     {"selectors": {"EventSelectors": [{**SELECTOR, "ExcludeManagementEventSources": ["kms.amazonaws.com"]}]}},
     [["P-4", "medium", TRAIL]])
case("advanced-kms-excluded", "An advanced selector that leaves out the events of KMS is found.", "open",
     {"selectors": {"AdvancedEventSelectors": [{"FieldSelectors": [
         {"Field": "eventCategory", "Equals": ["Management"]},
         {"Field": "eventSource", "NotEquals": ["kms.amazonaws.com"]}]}]}}, [["P-4", "medium", TRAIL]])
case("excluded-once-recorded-twice", "What one selector leaves out and another takes is recorded.", "fine",
     {"selectors": {"AdvancedEventSelectors": [
         {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]},
                             {"Field": "eventSource", "NotEquals": ["kms.amazonaws.com"]}]},
         {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}]}})
case("advanced-one-service", "A selector of the events of one service alone is found.", "open",
     {"selectors": {"AdvancedEventSelectors": [{"FieldSelectors": [
         {"Field": "eventCategory", "Equals": ["Management"]},
         {"Field": "eventSource", "Equals": ["iam.amazonaws.com"]}]}]}}, [["P-3", "high", TRAIL]])
case("excluded-from-reads", "A service whose reads alone are left out is found.", "open",
     {"selectors": {"EventSelectors": [
         {**SELECTOR, "ReadWriteType": "ReadOnly", "ExcludeManagementEventSources": ["kms.amazonaws.com"]},
         {**SELECTOR, "ReadWriteType": "WriteOnly"}]}}, [["P-4", "medium", TRAIL]])
case("one-region", "A trail of one region without global services and digests breaks three rules.", "open",
     trail(IsMultiRegionTrail=False, IncludeGlobalServiceEvents=False, LogFileValidationEnabled=False),
     [["P-5", "high", TRAIL], ["P-6", "high", TRAIL], ["P-7", "high", TRAIL]])
case("delivery-fails", "A trail whose files do not arrive is found.", "open",
     {"status": {"IsLogging": True, "LatestDeliveryError": "AccessDenied", "LatestDigestDeliveryError": ""}},
     [["P-8", "high", TRAIL]])
case("trail-without-key", "A trail without a key is noted.", "fine",
     {"trails": {"trailList": [{k: v for k, v in DESCRIBED.items() if k != "KmsKeyId"}]}}, [["P-9", "note", TRAIL]])
case("other-bucket", "A trail that writes elsewhere is found, and what nobody exported of that bucket is a gap.", "open",
     trail(S3BucketName="elsewhere"), [["P-10", "medium", TRAIL]],
     [["elsewhere", q] for q in (
         "whether it is closed to the public", "whom its policy lets in", "whether it keeps every version",
         "whether Object Lock keeps the log", "whether it encrypts", "who owns its objects", "when it deletes the log",
         "whether it is replicated", "whom it notifies")])
case("trail-changer", "Someone who can stop the trail is found.", "open",
     details(users=[user("dev", policy(allow("cloudtrail:Stop*")))]), [["P-11", "high", TRAIL]])

# Buckets
case("no-bucket", "A bucket that is not there is found.", "open", {"policy": refused("NoSuchBucket")},
     [["P-12", "critical", BUCKET]])
case("public-bucket", "A bucket with one public way open is found.", "open",
     {"block": {"PublicAccessBlockConfiguration": {**ACCESS_BLOCK, "RestrictPublicBuckets": False}}},
     [["P-13", "high", BUCKET]])
case("no-access-block", "A bucket without any access block is found.", "open",
     {"block": refused("NoSuchPublicAccessBlockConfiguration")}, [["P-13", "high", BUCKET]])
case("bucket-for-everybody", "A bucket policy for everybody is found.", "open",
     {"policy": {"Policy": text(policy(*BUCKET_POLICY["Statement"], {
         "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"{BUCKET_ARN}/*"}))}},
     [["P-14", "high", BUCKET]])
case("bucket-under-a-condition", "A bucket policy for everybody under an address is for a person to judge.", "unknown",
     {"policy": {"Policy": text(policy(*BUCKET_POLICY["Statement"], {
         "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"{BUCKET_ARN}/*",
         "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}))}},
     gaps=[[BUCKET, "whether its policy lets * in"]])
case("bucket-any-source", "A bucket that takes files of CloudTrail for any account is found.", "open",
     {"policy": {"Policy": text(policy({"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"},
                                        "Action": "s3:PutObject", "Resource": f"{BUCKET_ARN}/AWSLogs/*"}))}},
     [["P-15", "medium", BUCKET]])
case("never-versioned", "A bucket that was never versioned answers nothing, which is an answer.", "open",
     {"versioning": ""}, [["P-16", "high", BUCKET]])
case("suspended", "A bucket whose versioning is suspended is found.", "open", {"versioning": {"Status": "Suspended"}},
     [["P-16", "high", BUCKET]])
case("no-lock", "A bucket without Object Lock is found.", "open",
     {"lock": refused("ObjectLockConfigurationNotFoundError")}, [["P-17", "high", BUCKET]])
case("governance", "Object Lock in governance mode is found, and so is who can delete the log.", "open",
     {"lock": locked("GOVERNANCE"), **details(users=[user("dev", policy(allow("s3:DeleteObject*", f"{BUCKET_ARN}/*")))])},
     [["P-17", "high", BUCKET], ["P-24", "high", BUCKET]])
case("compliance-keeps", "Object Lock in compliance mode makes it harmless that someone may delete objects.", "fine",
     details(users=[user("dev", policy(allow("s3:DeleteObject*", f"{BUCKET_ARN}/*")))]))
case("short-lock", "Object Lock for 30 days is too short.", "open", {"lock": locked(Days=30)},
     [["P-17", "medium", BUCKET]])
case("no-encryption", "A bucket without default encryption is found.", "open",
     {"encryption": refused("ServerSideEncryptionConfigurationNotFoundError")}, [["P-18", "medium", BUCKET]])
case("tls-only", "A denial of requests without TLS holds nobody back who wants in.", "open",
     {**details(users=[user("dev", policy(allow("s3:PutBucketPolicy")))]),
      "policy": {"Policy": text(policy(*BUCKET_POLICY["Statement"], {
          "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [BUCKET_ARN, f"{BUCKET_ARN}/*"],
          "Condition": {"Bool": {"aws:SecureTransport": "false"}}}))}}, [["P-24", "high", BUCKET]])
case("bucket-for-an-owner", "A bucket policy for an owner of S3 by identifier is found.", "open",
     {"policy": {"Policy": text(policy(*BUCKET_POLICY["Statement"], {
         "Effect": "Allow", "Principal": {"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"},
         "Action": "s3:GetObject", "Resource": f"{BUCKET_ARN}/*"}))}}, [["P-14", "high", BUCKET]])
case("early-lifecycle", "Rules that delete within a year, or old versions, are found.", "open",
     {"lifecycle": {"Rules": [
         {"ID": "a", "Status": "Enabled", "Expiration": {"Days": 30}, "Filter": {"Prefix": ""}},
         {"ID": "b", "Status": "Enabled", "NoncurrentVersionExpiration": {"NoncurrentDays": 7}, "Filter": {}}]}},
     [["P-19", "medium", BUCKET], ["P-19", "medium", BUCKET]])
case("no-replica", "A bucket without a replica is noted.", "fine",
     {"replication": refused("ReplicationConfigurationNotFoundError")}, [["P-20", "note", BUCKET]])
case("replication-off", "Replication that is switched off is found.", "open", {"replication": replicating("Disabled")},
     [["P-21", "medium", BUCKET]])
case("acls-count", "A bucket where ACLs count is found.", "open",
     {"ownership": {"OwnershipControls": {"Rules": [{"ObjectOwnership": "ObjectWriter"}]}}},
     [["P-22", "medium", BUCKET]])
case("foreign-notification", "A notification to another account is found.", "open",
     {"notification": {"LambdaFunctionConfigurations": [
         {"LambdaFunctionArn": f"arn:aws:lambda:{REGION}:{OTHER}:function:copy", "Events": ["s3:ObjectCreated:*"]}]}},
     [["P-23", "medium", BUCKET]])

# Keys
case("key-off", "A key that is disabled is found.", "open", {"key": {"KeyMetadata": {"KeyState": "Disabled"}}},
     [["P-25", "critical", KEY]])
case("key-dying", "A key whose deletion is pending is found.", "open",
     {"key": {"KeyMetadata": {"KeyState": "PendingDeletion"}}}, [["P-25", "critical", KEY]])
case("key-for-another-account", "A key that another account may use is found.", "open",
     {"keypolicy": {"Policy": text(policy(*KEY_POLICY["Statement"], {
         "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{OTHER}:root"}, "Action": "kms:Decrypt",
         "Resource": "*"}))}}, [["P-26", "high", KEY]])
case("key-not-for-trail", "A trail's key that CloudTrail may not use is found.", "open",
     {"keypolicy": {"Policy": text(policy(KEY_POLICY["Statement"][0], KEY_POLICY["Statement"][2]))}},
     [["P-27", "high", KEY]])
case("key-changer", "Someone who can disable the key is found.", "open",
     details(users=[user("dev", policy(allow("kms:DisableKey", KEY)))]), [["P-28", "high", KEY]])
case("key-policy-alone", "A key's policy that leaves nothing to the account makes IAM policies worthless.", "fine",
     {**details(users=[user("dev", policy(allow("kms:*")))]),
      "keypolicy": {"Policy": text(policy({**KEY_POLICY["Statement"][0], "Principal": {"AWS": ROLE}},
                                          *KEY_POLICY["Statement"][1:]))}})

# Account
case("no-password-policy", "An account without a password policy is found.", "open", {"passwords": refused("NoSuchEntity")},
     [["P-29", "medium", f"account {ACCOUNT}"]])
case("expiring", "Passwords that expire for good lock an emergency user out.", "open",
     {"passwords": {"PasswordPolicy": {"MinimumPasswordLength": 14, "PasswordReusePrevention": 24,
                                       "ExpirePasswords": True, "HardExpiry": True, "MaxPasswordAge": 90}}},
     [["P-30", "high", USER]])
case("root-keys", "A root with an access key is found.", "open",
     {"credentials": credentials(root={"access_key_2_active": "true"})}, [["P-31", "critical", ROOTUSER]])
case("root-factor", "A root without a second factor is found.", "open",
     {"credentials": credentials(root={"mfa_active": "false"})}, [["P-32", "critical", ROOTUSER]])
case("root-used", "A root that is no emergency identity and was used lately is found.", "open",
     {"credentials": credentials(root={"password_last_used": "2026-05-20T00:00:00+00:00"})},
     [["P-33", "medium", ROOTUSER]], scope={"identities": [USER, ROLE]})
case("root-used-long-ago", "A root that was last used long ago is fine.", "fine",
     {"credentials": credentials(root={"password_last_used": "2025-05-20T00:00:00+00:00"})},
     scope={"identities": [USER, ROLE]})
case("emergency-root-used", "The last use of an emergency root is noted.", "fine",
     {"credentials": credentials(root={"password_last_used": "2026-05-20T00:00:00+00:00"})},
     [["P-34", "note", ROOTUSER]])

# Identities
case("no-such-role", "A declared identity that is not there is found.", "open",
     findings=[["P-35", "critical", f"arn:aws:iam::{ACCOUNT}:role/gone"]],
     scope={"identities": [ROOTUSER, USER, ROLE, f"arn:aws:iam::{ACCOUNT}:role/gone"]})
case("user-without-factor", "An emergency user without a second factor is found.", "open",
     {"credentials": credentials(person={"mfa_active": "false"})}, [["P-36", "critical", USER]])
case("user-with-keys", "An emergency user's access key is found.", "open",
     {"credentials": credentials(person={"access_key_1_active": "true",
                                         "access_key_1_last_rotated": "2025-01-01T00:00:00+00:00"})},
     [["P-37", "high", USER]])
case("user-without-password", "An emergency user who cannot sign in is found.", "open",
     {"credentials": credentials(person={"password_enabled": "false"})}, [["P-38", "high", USER]])
case("old-password", "An emergency user's old password is noted.", "fine",
     {"credentials": credentials(person={"password_last_changed": "2025-01-02T03:04:05+00:00"})},
     [["P-39", "note", USER]])
case("trust-changer", "Someone who can change the role's trust is found.", "open",
     details(users=[user("dev", policy(allow("iam:updateassumerole*")))]), [["P-40", "high", ROLE]])
case("group-changer", "Someone who can take over the user through a group is found.", "open",
     details(users=[user("dev", GroupList=["people"])], groups=[{
         "GroupName": "people", "Arn": f"arn:aws:iam::{ACCOUNT}:group/people", "AttachedManagedPolicies": [],
         "GroupPolicyList": [{"PolicyName": "p", "PolicyDocument": policy(allow("iam:CreateLoginProfile", USER))}]}]),
     [["P-40", "high", USER]])
case("policy-changer", "Someone who can change a policy of the emergency role is found.", "open",
     details(users=[user("dev", policy(allow("iam:CreatePolicyVersion", f"arn:aws:iam::{ACCOUNT}:policy/emerg?ncy")))],
             policies=[managed(f"arn:aws:iam::{ACCOUNT}:policy/emergency", policy(allow("ec2:*")))],
             emergency={"AttachedManagedPolicies": [
                 {"PolicyName": "emergency", "PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/emergency"}]}),
     [["P-40", "high", ROLE]])
case("default-version-counts", "Only the default version of a managed policy counts.", "fine",
     details(users=[user("dev", AttachedManagedPolicies=[
         {"PolicyName": "dev", "PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/dev"}])],
         policies=[{**managed(f"arn:aws:iam::{ACCOUNT}:policy/dev", policy(allow("s3:Get*")), "v2"),
                    "PolicyVersionList": [
                        {"Document": policy(allow("*")), "VersionId": "v1", "IsDefaultVersion": False},
                        {"Document": policy(allow("s3:Get*")), "VersionId": "v2", "IsDefaultVersion": True}]}]))
case("changer-under-a-condition", "A condition that decides is for a person to judge.", "unknown",
     details(users=[user("dev", policy(allow("iam:UpdateAssumeRolePolicy", Condition={
         "StringEquals": {"aws:ResourceTag/team": "dev"}})))]),
     gaps=[[ROLE, f"whether arn:aws:iam::{ACCOUNT}:user/dev can do iam:UpdateAssumeRolePolicy"]])
case("trust-for-everybody", "A role that everybody can assume is found.", "open", trust("*"),
     [["P-41", "critical", ROLE], ["P-42", "high", ROLE]])
case("trust-for-all-but-one", "A trust policy that excepts one lets everybody else in.", "open",
     details(emergency={"AssumeRolePolicyDocument": policy(
         {"Effect": "Allow", "NotPrincipal": {"AWS": USER}, "Action": "sts:AssumeRole", "Condition": {}})}),
     [["P-41", "critical", ROLE], ["P-42", "high", ROLE]])
case("trust-for-another-account", "A role that another account can assume is found.", "open",
     trust({"AWS": OTHER}, FACTOR), [["P-41", "critical", ROLE]])
case("trust-without-factor", "A role that is assumed without a second factor is found.", "open", trust({"AWS": USER}),
     [["P-42", "high", ROLE]])
case("trust-factor-if-exists", "A factor that is asked for only if the key exists does not count.", "open",
     trust({"AWS": USER}, {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}), [["P-42", "high", ROLE]])
case("trust-whole-account", "A role that trusts its account is found.", "open", trust({"AWS": ROOTUSER}, FACTOR),
     [["P-43", "medium", ROLE]])
case("trust-deleted", "A role that trusts a deleted user is found.", "open",
     trust({"AWS": ["AIDAEXAMPLEEXAMPLE01", USER]}, FACTOR), [["P-44", "medium", ROLE]])
case("trust-any-repository", "A web identity provider without a subject is found.", "open",
     trust({"Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"},
           {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}},
           "sts:AssumeRoleWithWebIdentity"), [["P-45", "high", ROLE]])

case("trust-service", "A role that a service can assume is found.", "open",
     trust({"Service": "ec2.amazonaws.com"}), [["P-61", "high", ROLE]])
case("unreadable-policy", "A policy that cannot be read leaves open what its user can do.", "unknown",
     details(users=[user("dev", policy({"Effect": "Allow", "Action": [1, {}], "Resource": "*"}))]),
     gaps=[[f"arn:aws:iam::{ACCOUNT}:user/dev", "what it can do on the emergency path"]])

# Alerts
case("no-rule", "A region without a rule is found.", "open", {"rules": {"Rules": []}}, [["P-46", "high", REGION]])
case("rule-off", "A rule that is disabled is found, and raises no alert.", "open",
     {"rules": {"Rules": [{**BASE["rules"]["Rules"][0], "State": "DISABLED"}]}},
     [["P-46", "high", REGION], ["P-47", "medium", RULE]])
case("rule-without-target", "A rule without a target is found.", "open", {"targets": {"Targets": []}},
     [["P-46", "high", REGION], ["P-48", "high", RULE]])
case("second-region", "A region of sign-in without an export is a gap for its trails and its rules.", "unknown",
     gaps=[["eu-north-1", "which trails there are"], ["eu-north-1", "which rules raise the alert"]],
     scope={"regions": [REGION, "eu-north-1"]})
case("no-topic", "A topic that is not there is found.", "open", {"topic": refused("NotFound")},
     [["P-49", "critical", TOPIC]])
case("nobody-subscribed", "A topic without a confirmed subscription is found.", "open",
     {"subscriptions": subscribed("PendingConfirmation")}, [["P-50", "high", TOPIC]])
case("one-pending", "A subscription that waits is found.", "open",
     {"subscriptions": subscribed(CONFIRMED, "PendingConfirmation")}, [["P-51", "medium", TOPIC]])
case("topic-closed", "A topic to which EventBridge may not publish is found.", "open",
     attributes(Policy=text(policy(TOPIC_POLICY["Statement"][0]))), [["P-52", "high", TOPIC]])
case("topic-for-everybody", "A topic that everybody may delete is found.", "open",
     attributes(Policy=text(policy(TOPIC_POLICY["Statement"][1], {
         "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sns:*", "Resource": TOPIC}))),
     [["P-53", "high", TOPIC]])
case("topic-default-key", "A topic with the default key gets nothing of EventBridge.", "open",
     attributes(KmsMasterKeyId="alias/aws/sns"), [["P-54", "high", TOPIC]])
case("alert-changer", "Someone who can disable the rule is found.", "open",
     details(users=[user("dev", policy(allow(["events:Disable*", "sns:DeleteTopic"])))]),
     [["P-55", "high", RULE], ["P-55", "high", TOPIC]])

# Secrets
case("secret-deleted", "A custody secret whose deletion was asked for is found.", "open",
     {"secret": {**BASE["secret"], "DeletedDate": "2026-05-01T00:00:00+00:00"}}, [["P-56", "critical", SECRET]])
case("no-secret", "A custody secret that is not there is found.", "open", {"secret": refused("ResourceNotFoundException")},
     [["P-56", "critical", SECRET]])
case("secret-for-everybody", "A custody secret that everybody can read is found, with who can by that.", "open",
     {"secretpolicy": {**BASE["secretpolicy"], "ResourcePolicy": text(policy(
         {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{OTHER}:root"}, "Action": "secretsmanager:GetSecretValue",
          "Resource": "*"}))}}, [["P-57", "critical", SECRET]])
case("secret-rotated", "A custody secret that is rotated is found.", "open",
     {"secret": {**BASE["secret"], "RotationEnabled": True}}, [["P-58", "medium", SECRET]])
case("secret-default-key", "A custody secret with the default key is found.", "open",
     {"secret": {k: v for k, v in BASE["secret"].items() if k != "KmsKeyId"}}, [["P-59", "medium", SECRET]])
case("secret-reader", "Someone who can read the custody secret is found.", "open",
     details(users=[user("dev", policy(allow("secretsmanager:*", f"arn:aws:secretsmanager:*:{ACCOUNT}:secret:*")))]),
     [["P-60", "high", SECRET]])
case("secret-reader-by-policy", "Someone whom only the secret's policy lets in is found.", "open",
     {**details(users=[user("dev")]), "secretpolicy": {**BASE["secretpolicy"], "ResourcePolicy": text(policy(
         {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:user/dev"},
          "Action": "secretsmanager:GetSecretValue", "Resource": "*"}))}}, [["P-60", "high", SECRET]])

# What cannot be told
case("denied-answer", "A refusal that says nothing of the thing is a gap.", "unknown", {"lock": refused("AccessDenied")},
     gaps=[[BUCKET, "whether Object Lock keeps the log"]])
case("cut-answer", "The first page of an answer is no answer.", "unknown",
     {"details": {**DETAILS, "IsTruncated": True, "Marker": "more"}},
     gaps=[[f"account {ACCOUNT}", "who can do what"]])
case("ambiguous-json", "A member that is named twice is no answer.", "unknown",
     {"status": '{"IsLogging": false, "IsLogging": true}'}, gaps=[[TRAIL, "whether it is logging and its files arrive"]])
case("missing-report", "Without the credential report, root and users cannot be told.", "unknown",
     without=["credentials"], gaps=[[ROOTUSER, "its keys, factor and last use"], [USER, "its password, factor and keys"]])
case("user-not-in-report", "A user who is younger than the report cannot be told.", "unknown",
     {"credentials": credentials(drop=["break-glass"])}, gaps=[[USER, "its password, factor and keys"]])
case("lacking-policy", "A managed policy that the export lacks leaves open what its user can do.", "unknown",
     details(users=[user("dev", AttachedManagedPolicies=[{"PolicyName": "x", "PolicyArn": "arn:aws:iam::aws:policy/x"}])]),
     gaps=[[f"arn:aws:iam::{ACCOUNT}:user/dev", "what it can do on the emergency path"]])
case("two-accounts", "A second account of the policy needs an export of its own.", "unknown",
     gaps=[[f"account {OTHER}", "what holds there"]], scope={"accounts": [ACCOUNT, OTHER]})
case("trail-of-the-organization", "Who can stop a trail of another account cannot be told here.", "unknown",
     {"trails": {"trailList": [{**DESCRIBED, "TrailARN": TRAIL.replace(ACCOUNT, OTHER), "IsOrganizationTrail": True}]}},
     gaps=[[TRAIL.replace(ACCOUNT, OTHER), "who can change it"]], scope={"trails": [TRAIL.replace(ACCOUNT, OTHER)]})
case("empty-answer", "A file without an answer is a gap where AWS always answers.", "unknown", {"ownership": ""},
     gaps=[[BUCKET, "who owns its objects"]])


def write(folder, name, content):
    name = F.get(name, name)
    if isinstance(content, str) and content.startswith("\nAn error"):
        (folder / f"{name}.error").write_text(content)
    else:
        (folder / f"{name}.json").write_text(content if isinstance(content, str) else json.dumps(content, indent=1) + "\n")


def write_all(root):
    (root / "base").mkdir(parents=True)
    for name, content in BASE.items():
        write(root / "base", name, content)
    (root / "scope.json").write_text(json.dumps(SCOPE, indent=1) + "\n")
    for number, (name, title, result, files, findings, gaps, without, scope) in enumerate(cases, 1):
        folder = root / f"{number:03}-{name}"
        folder.mkdir()
        if files:
            (folder / "export").mkdir()
            for file, content in files.items():
                write(folder / "export", file, content)
        expected = {"title": title, "result": result, "findings": findings, "gaps": gaps,
                    "without": [F[w] + ".json" for w in without], "scope": scope or {}}
        (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


def main():
    is_check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not is_check:
        print("usage: posture_vectors.py [--check]", file=sys.stderr)
        return 2
    faults = []
    with tempfile.TemporaryDirectory() as temporary:
        root = pathlib.Path(temporary) / "posture"
        write_all(root)
        if is_check:
            made, kept = ({path.relative_to(top): path.read_bytes() for path in top.rglob("*") if path.is_file()}
                          for top in (root, ROOT))
            faults = [path for path in sorted(made.keys() | kept.keys()) if made.get(path) != kept.get(path)]
        else:
            shutil.rmtree(ROOT, ignore_errors=True)
            shutil.copytree(root, ROOT)
    for path in faults:
        print(f"posture/{path} is not what the code makes", file=sys.stderr)
    print(f"{len(cases)} exports, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
