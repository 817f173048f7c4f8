// SPDX-License-Identifier: Apache-2.0
#include <isa-l/erasure_code.h>
