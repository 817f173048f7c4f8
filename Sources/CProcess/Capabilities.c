/* SPDX-License-Identifier: Apache-2.0
 *
 * capabilities(7): the privileges of root.
 */
#define _GNU_SOURCE
#include "CProcess.h"

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

int cprocess_drop_capabilities(void) {
    /* Programs that this process starts cannot get these capabilities back. An ordinary user is not allowed to drop
     * them and does not need to: no_new_privs has the same effect. */
    for (int capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++) {
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) break;
    }
    /* Clearing the other sets clears the ambient set too. */
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3] = {{0}};
    if (syscall(SYS_capset, &header, sets) != 0 || syscall(SYS_capget, &header, sets) != 0) return -1;
    for (int i = 0; i < _LINUX_CAPABILITY_U32S_3; i++) {
        if (sets[i].effective || sets[i].permitted || sets[i].inheritable) return -1;
    }
    return 0;
}
