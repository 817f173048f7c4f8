// SPDX-License-Identifier: Apache-2.0

#include "CBareLoop.h"

#include <cstdio>
#include <cstring>
#include <libdeflate.h>
#include <simdjson.h>
#include <string_view>
#include <vector>

using namespace simdjson;

namespace {

bool read_file(const char *path, std::vector<uint8_t> &bytes) {
    FILE *file = fopen(path, "rb");
    if (file == nullptr) return false;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    fseek(file, 0, SEEK_SET);
    bytes.resize(static_cast<size_t>(size));
    bool is_read = fread(bytes.data(), 1, bytes.size(), file) == bytes.size();
    fclose(file);
    return is_read;
}

uint64_t sum;

void add(ondemand::value value) {
    std::string_view text;
    if (value.get_string().get(text) == SUCCESS) sum = sum * 31 + text.size() + (text.empty() ? 0 : uint8_t(text[0]));
}

template <typename Visit> void members(ondemand::value value, Visit visit) {
    ondemand::object object;
    if (value.get_object().get(object) != SUCCESS) return;
    for (auto field : object) {
        std::string_view key;
        if (field.unescaped_key().get(key) != SUCCESS) return;
        visit(key, field.value());
    }
}

void issuer(ondemand::value value) {
    members(value, [](std::string_view key, ondemand::value value) {
        if (key == "arn" || key == "principalId") add(value);
    });
}

void attributes(ondemand::value value) {
    members(value, [](std::string_view key, ondemand::value value) {
        if (key == "creationDate" || key == "mfaAuthenticated") add(value);
    });
}

void session(ondemand::value value) {
    members(value, [](std::string_view key, ondemand::value value) {
        if (key == "sessionIssuer") issuer(value);
        else if (key == "attributes") attributes(value);
        else if (key == "sourceIdentity" || key == "signInSessionArn") add(value);
    });
}

void identity(ondemand::value value) {
    members(value, [](std::string_view key, ondemand::value value) {
        if (key == "sessionContext") session(value);
        else if (key == "type" || key == "principalId" || key == "arn" || key == "accountId" || key == "accessKeyId"
            || key == "userName" || key == "invokedBy") add(value);
    });
}

void response(ondemand::value value) {
    members(value, [](std::string_view key, ondemand::value value) {
        if (key == "credentials" || key == "accessKey") {
            members(value, [](std::string_view key, ondemand::value value) {
                if (key == "accessKeyId") add(value);
            });
        } else if (key == "assumedRoleUser") {
            members(value, [](std::string_view key, ondemand::value value) {
                if (key == "arn" || key == "assumedRoleId") add(value);
            });
        } else if (key == "federatedUser") {
            members(value, [](std::string_view key, ondemand::value value) {
                if (key == "arn") add(value);
            });
        }
    });
}

void record(ondemand::value value) {
    members(value, [](std::string_view key, ondemand::value value) {
        if (key == "userIdentity") identity(value);
        else if (key == "responseElements") response(value);
        else if (key == "eventID" || key == "sharedEventID" || key == "eventName" || key == "eventSource"
            || key == "eventTime" || key == "eventType" || key == "eventCategory" || key == "awsRegion"
            || key == "sourceIPAddress" || key == "recipientAccountId" || key == "errorCode") add(value);
        else if (key == "readOnly") {
            bool flag;
            if (value.get_bool().get(flag) == SUCCESS) sum += flag;
        }
    });
}

} // namespace

long bare_loop(const char *path, uint64_t *checksum) {
    static std::vector<uint8_t> packed;
    static std::vector<char> text;
    static libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
    static ondemand::parser parser;
    if (!read_file(path, packed) || packed.size() < 18) return -1;
    uint32_t size;
    memcpy(&size, packed.data() + packed.size() - 4, 4);
    if (text.size() < size + SIMDJSON_PADDING) text.resize(size + SIMDJSON_PADDING);
    size_t length;
    if (libdeflate_gzip_decompress(inflater, packed.data(), packed.size(), text.data(), size, &length)
        != LIBDEFLATE_SUCCESS) return -1;
    ondemand::document document;
    if (parser.iterate(text.data(), length, text.size()).get(document) != SUCCESS) return -1;
    ondemand::array records;
    if (document["Records"].get_array().get(records) != SUCCESS) return -1;
    sum = *checksum;
    long count = 0;
    for (auto value : records) {
        record(value.value());
        count++;
    }
    *checksum = sum;
    return count;
}

int bare_gzip(const char *path, const char *text, size_t length) {
    libdeflate_compressor *compressor = libdeflate_alloc_compressor(6);
    std::vector<uint8_t> packed(libdeflate_gzip_compress_bound(compressor, length));
    size_t size = libdeflate_gzip_compress(compressor, text, length, packed.data(), packed.size());
    libdeflate_free_compressor(compressor);
    FILE *file = fopen(path, "wb");
    if (file == nullptr) return -1;
    bool is_written = fwrite(packed.data(), 1, size, file) == size;
    return fclose(file) == 0 && is_written ? 0 : -1;
}
