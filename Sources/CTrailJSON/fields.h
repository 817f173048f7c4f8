// SPDX-License-Identifier: Apache-2.0
//
// Which member of a record is which field.
#pragma once

#include "CTrailJSON.h"

#include <bit>
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

/// What a member means: a field, an object to look into, a part that is read later if at all, or one of the ways to wrap
/// records.
enum class Meaning : uint8_t { NOTHING, FIELD, OBJECT, PART, LIST, DETAIL, QUOTED, DIGEST };

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
            for (const Member &member : members) {
                if (std::strlen(member.key) != length) continue;
                uint8_t key[longest] = {};
                std::memcpy(key, member.key, length);
                keys[count] = Words(key, length);
                sorted[count++] = member;
            }
        }
        at[longest + 1] = uint8_t(count);
    }

    /// Finds a key after whose first byte CTJ_PADDING bytes can be read.
    Member find(const uint8_t *key, size_t length) const {
        if (length > longest || at[length] == at[length + 1]) return {"", Meaning::NOTHING, 0};
        Words words(key, length);
        for (size_t index = at[length]; index < at[length + 1]; index++)
            if (keys[index] == words) return sorted[index];
        return {"", Meaning::NOTHING, 0};
    }

private:
    /// A key in three registers: a call of `memcmp` for each candidate would take longer than all else about a member.
    struct Words {
        uint64_t word[3] = {};

        Words() = default;
        Words(const uint8_t *key, size_t length) {
            static_assert(std::endian::native == std::endian::little);
            std::memcpy(word, key, sizeof word);
            for (size_t index = 0; index < 3; index++) {
                size_t rest = length > 8 * index ? length - 8 * index : 0;
                if (rest < 8) word[index] &= (uint64_t(1) << 8 * rest) - 1;
            }
        }
        bool operator==(const Words &other) const {
            return ((word[0] ^ other.word[0]) | (word[1] ^ other.word[1]) | (word[2] ^ other.word[2])) == 0;
        }
    };

    Member sorted[32];
    Words keys[32];
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
            {"accountId", FIELD, CTJ_OUTER_ACCOUNT},
            {"userIdentity", OBJECT, IDENTITY},
            {"responseElements", OBJECT, RESPONSE},
            {"requestParameters", PART, CTJ_PARAMETERS},
            {"additionalEventData", PART, CTJ_ADDITIONAL},
            {"resources", PART, CTJ_RESOURCES},
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
