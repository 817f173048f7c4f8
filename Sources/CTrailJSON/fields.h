// SPDX-License-Identifier: Apache-2.0
//
// Which member of a record is which field.
#pragma once

#include "CTrailJSON.h"

#include <cstring>
#include <initializer_list>

/// The objects of a record that a walk looks into.
enum Place {
    RECORD,
    IDENTITY,
    SESSION,
    ISSUER,
    ATTRIBUTES,
    RESPONSE,
    CREDENTIALS,
    ASSUMED_ROLE,
    FEDERATED_USER,
    PLACE_COUNT
};

/// What a member means: a field, an object to look into, or one of the ways to wrap records.
enum class Meaning : uint8_t { NOTHING, FIELD, OBJECT, LIST, DETAIL, QUOTED, DIGEST };

struct Member {
    const char *key;
    Meaning meaning;
    uint8_t index;
};

/// The members of each object, those of one length of key together: `at[length]` is the first of them.
class MemberTable {
public:
    static constexpr size_t longest = 24;

    MemberTable(std::initializer_list<Member> members) {
        size_t count = 0;
        for (size_t length = 0; length <= longest; length++) {
            at[length] = uint8_t(count);
            for (const Member &member : members)
                if (std::strlen(member.key) == length) sorted[count++] = member;
        }
        at[longest + 1] = uint8_t(count);
    }

    Member find(const uint8_t *key, size_t length) const {
        if (length <= longest)
            for (size_t index = at[length]; index < at[length + 1]; index++)
                if (std::memcmp(sorted[index].key, key, length) == 0) return sorted[index];
        return {"", Meaning::NOTHING, 0};
    }

private:
    Member sorted[32];
    uint8_t at[longest + 2];
};

inline const MemberTable &members(Place place) {
    using enum Meaning;
    static const MemberTable tables[PLACE_COUNT] = {
        {
            {"eventID", FIELD, CTJ_ID},
            {"eventId", FIELD, CTJ_ID},
            {"sharedEventID", FIELD, CTJ_SHARED_ID},
            {"eventName", FIELD, CTJ_NAME},
            {"eventSource", FIELD, CTJ_SOURCE},
            {"eventTime", FIELD, CTJ_TIME},
            {"eventType", FIELD, CTJ_TYPE},
            {"eventCategory", FIELD, CTJ_CATEGORY},
            {"awsRegion", FIELD, CTJ_REGION},
            {"sourceIPAddress", FIELD, CTJ_ADDRESS},
            {"recipientAccountId", FIELD, CTJ_ACCOUNT},
            {"errorCode", FIELD, CTJ_ERROR_CODE},
            {"readOnly", FIELD, CTJ_READ_ONLY},
            {"userIdentity", OBJECT, IDENTITY},
            {"responseElements", OBJECT, RESPONSE},
            {"Records", LIST, 0},
            {"Events", LIST, 0},
            {"detail", DETAIL, 0},
            {"CloudTrailEvent", QUOTED, 0},
            {"digestStartTime", DIGEST, 0},
        },
        {
            {"type", FIELD, CTJ_IDENTITY_TYPE},
            {"principalId", FIELD, CTJ_PRINCIPAL_ID},
            {"arn", FIELD, CTJ_ARN},
            {"accountId", FIELD, CTJ_ACCOUNT_ID},
            {"accessKeyId", FIELD, CTJ_ACCESS_KEY_ID},
            {"userName", FIELD, CTJ_USER_NAME},
            {"invokedBy", FIELD, CTJ_INVOKED_BY},
            {"sessionContext", OBJECT, SESSION},
        },
        {
            {"sessionIssuer", OBJECT, ISSUER},
            {"attributes", OBJECT, ATTRIBUTES},
            {"sourceIdentity", FIELD, CTJ_SOURCE_IDENTITY},
            {"signInSessionArn", FIELD, CTJ_SIGN_IN_SESSION_ARN},
        },
        {
            {"arn", FIELD, CTJ_ISSUER_ARN},
            {"principalId", FIELD, CTJ_ISSUER_PRINCIPAL_ID},
        },
        {
            {"creationDate", FIELD, CTJ_CREATION_DATE},
            {"mfaAuthenticated", FIELD, CTJ_SECOND_FACTOR},
        },
        {
            {"credentials", OBJECT, CREDENTIALS},
            {"accessKey", OBJECT, CREDENTIALS},
            {"assumedRoleUser", OBJECT, ASSUMED_ROLE},
            {"federatedUser", OBJECT, FEDERATED_USER},
        },
        {{"accessKeyId", FIELD, CTJ_ISSUED_KEY_ID}},
        {{"arn", FIELD, CTJ_ASSUMED_ROLE_ARN}, {"assumedRoleId", FIELD, CTJ_ASSUMED_ROLE_ID}},
        {{"arn", FIELD, CTJ_FEDERATED_USER_ARN}},
    };
    return tables[place];
}
