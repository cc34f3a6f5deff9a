/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/address-profile.h"

void
address_profile_begin (AddressProfile *recording,
                       int32_t pid)
{
  EmberThread thread = { .pid = pid, .tid = pid };

  recording->builder = ember_profile_builder_new ();
  recording->unknown = ember_profile_builder_add_string (recording->builder, "[unknown]", -1);
  thread.comm = ember_profile_builder_add_string (recording->builder, "app", -1);
  recording->comm = ember_profile_builder_add_comm (recording->builder, thread.comm);
  recording->thread = ember_profile_builder_add_thread (recording->builder, &thread);
}

EmberImageId
address_profile_add_image (AddressProfile *recording,
                           EmberImageKind kind,
                           const char *path,
                           uint32_t build_id_size)
{
  const EmberImage image = {
    .kind = kind,
    .path = ember_profile_builder_add_string (recording->builder, path, -1),
    .pid = -1,
    .build_id_size = build_id_size,
  };

  return ember_profile_builder_add_image (recording->builder, &image);
}

EmberStackId
address_profile_add_frame (AddressProfile *recording,
                           EmberStackId parent,
                           EmberImageId image,
                           uint64_t address)
{
  const EmberFrame frame = {
    .address = address,
    .image = image,
    .name = recording->unknown,
    .module = recording->unknown,
    .kind = EMBER_FRAME_UNKNOWN,
  };

  return ember_profile_builder_add_call (recording->builder, parent, ember_profile_builder_add_frame (recording->builder, &frame));
}

void
address_profile_add_sample (AddressProfile *recording,
                            EmberStackId stack,
                            int64_t time_ns)
{
  const EmberSample sample = {
    .time_ns = time_ns,
    .thread = recording->thread,
    .cpu = 0,
    .weight = 1,
    .event = ember_profile_builder_add_event (recording->builder, recording->unknown, false),
    .stack = stack,
  };

  ember_profile_builder_add_sample (recording->builder, &sample);
}

EmberProfile *
address_profile_end (AddressProfile *recording)
{
  return ember_profile_builder_freeze (recording->builder);
}

EmberProfile *
address_profile_new_nameless (void)
{
  AddressProfile recording;
  EmberImageId image;

  address_profile_begin (&recording, 1);
  image = address_profile_add_image (&recording, EMBER_IMAGE_ELF, "/nonexistent/app", 0);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, image, 4096), 1);
  return address_profile_end (&recording);
}
