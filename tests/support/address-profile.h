/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile-builder.h"

/* A recording whose stacks are chains of addresses in images, as it is before names are looked up. */
typedef struct
{
  EmberProfileBuilder *builder;
  EmberStringId unknown;
  EmberStackId comm;
  EmberThreadId thread;
} AddressProfile;

/* One thread, "app". */
void address_profile_begin (AddressProfile *recording,
                            int32_t pid);

/* @build_id_size: of a build-id of zeros */
EmberImageId address_profile_add_image (AddressProfile *recording,
                                        EmberImageKind kind,
                                        const char *path,
                                        uint32_t build_id_size);

/* @parent: the comm, or another frame's stack
 * Returns: the stack that ends in @address of @image; its module is unknown */
EmberStackId address_profile_add_frame (AddressProfile *recording,
                                        EmberStackId parent,
                                        EmberImageId image,
                                        uint64_t address);

void address_profile_add_sample (AddressProfile *recording,
                                 EmberStackId stack,
                                 int64_t time_ns);

/* Returns: (transfer full): */
EmberProfile *address_profile_end (AddressProfile *recording);

/* Returns: (transfer full): one sample, in a program that does not exist */
EmberProfile *address_profile_new_nameless (void);
