/* SPDX-License-Identifier: Apache-2.0
 *
 * capabilities(7): what makes root more than an ordinary user.
 */
#define _GNU_SOURCE
#include "CProcess.h"

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

int cprocess_drop_capabilities(void) {
    /* No program that this process starts could get them back. An ordinary user may not ask for that, and need not:
     * no_new_privs says the same. */
    for (int capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++) {
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) break;
    }
    /* Clearing the others clears the ambient ones too. */
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3] = {{0}};
    if (syscall(SYS_capset, &header, sets) != 0 || syscall(SYS_capget, &header, sets) != 0) return -1;
    for (int i = 0; i < _LINUX_CAPABILITY_U32S_3; i++) {
        if (sets[i].effective || sets[i].permitted || sets[i].inheritable) return -1;
    }
    return 0;
}
