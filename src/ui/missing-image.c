/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/missing-image.h"

#include <glib/gi18n.h>

#include "profile/amount-text.h"
#include "session/naming.h"

/* Less than this is printed as "less than". */
#define LEAST_SHARE 0.0005

struct _EmberMissingImage
{
  GObject parent_instance;

  EmberProfile *profile;
  guint index;
};

G_DEFINE_FINAL_TYPE (EmberMissingImage, ember_missing_image, G_TYPE_OBJECT)

static const EmberUnresolved *
get_facts (EmberMissingImage *self)
{
  uint32_t n;

  return ember_profile_get_unresolved (self->profile, &n) + self->index;
}

static const EmberImage *
get_image (EmberMissingImage *self)
{
  return ember_images_get (ember_profile_get_images (self->profile), get_facts (self)->image);
}

static void
ember_missing_image_finalize (GObject *object)
{
  ember_profile_unref (EMBER_MISSING_IMAGE (object)->profile);
  G_OBJECT_CLASS (ember_missing_image_parent_class)->finalize (object);
}

static void
ember_missing_image_class_init (EmberMissingImageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ember_missing_image_finalize;
}

static void
ember_missing_image_init (EmberMissingImage *self)
{
}

EmberMissingImage *
ember_missing_image_new (EmberProfile *profile,
                         guint index)
{
  EmberMissingImage *self = g_object_new (EMBER_TYPE_MISSING_IMAGE, NULL);

  self->profile = ember_profile_ref (profile);
  self->index = index;
  return self;
}

static const char *
get_path (EmberMissingImage *self)
{
  return ember_strings_get (ember_profile_get_strings (self->profile), get_image (self)->path);
}

char *
ember_missing_image_dup_name (EmberMissingImage *self)
{
  const char *path = get_path (self);
  g_autofree char *name = g_path_is_absolute (path) ? g_path_get_basename (path) : g_strdup (path);

  if (get_facts (self)->image == EMBER_IMAGE_NONE)
    return g_strdup (_ ("Addresses in no mapping"));
  return name[0] != '\0' ? g_utf8_make_valid (name, -1) : g_strdup (_ ("Memory without a name"));
}

char *
ember_missing_image_dup_path (EmberMissingImage *self)
{
  const char *path = get_path (self);

  return g_path_is_absolute (path) ? g_utf8_make_valid (path, -1) : NULL;
}

char *
ember_missing_image_dup_build_id (EmberMissingImage *self)
{
  return ember_image_dup_build_id (get_image (self));
}

char *
ember_missing_image_dup_amount (EmberMissingImage *self)
{
  const EmberUnresolved *facts = get_facts (self);
  g_autofree char *number = ember_amount_text_dup (facts->n_frames);
  /* Translators: %.1f is a percentage. */
  g_autofree char *share = facts->share < LEAST_SHARE ? g_strdup (_ ("< 0.1 %")) : g_strdup_printf (_ ("%.1f %%"), 100.0 * facts->share);
  /* Translators: %s is a number, with its thousands grouped; the plural form fits the number itself. */
  g_autofree char *frames = g_strdup_printf (ngettext ("%s frame", "%s frames", (gulong) facts->n_frames), number);

  return g_strjoin (" · ", share, frames, NULL);
}

static const char *
get_kernel_reason (EmberUnresolvedReason reason)
{
  if (reason == EMBER_UNRESOLVED_HIDDEN)
    return _ ("The kernel keeps the addresses of its functions secret from you.");
  if (reason == EMBER_UNRESOLVED_NO_SYMBOLS)
    return _ ("The kernel’s list of functions does not have these addresses.");
  return _ ("This is not the kernel that runs here, and perf kept no list of its functions. Record as root, or copy the folder ~/.debug of the machine that recorded.");
}

static const char *
get_program_reason (EmberUnresolvedReason reason,
                    gboolean has_command)
{
  if (reason == EMBER_UNRESOLVED_OTHER_BUILD)
    return _ ("The file that is here is another build than the one that ran, so it is not used. Add a folder that has the right one.");
  if (reason == EMBER_UNRESOLVED_CHANGED)
    return _ ("The recording has no build-id of this file, and the one that is here was changed after it was recorded, so it is not used. Add a folder that has the right one.");
  if (reason == EMBER_UNRESOLVED_NOT_FOUND)
    return _ ("Not found: neither the file that ran nor its symbols are here. Add a folder that has them.");
  if (has_command)
    return _ ("The file that ran is here, without symbols for these addresses. Install them:");
  return _ ("The file that ran is here, without symbols for these addresses. Add a folder that has its debugging symbols, or build it with them.");
}

const char *
ember_missing_image_get_reason (EmberMissingImage *self)
{
  const EmberUnresolved *facts = get_facts (self);

  switch (get_image (self)->kind)
    {
    case EMBER_IMAGE_KERNEL:
    case EMBER_IMAGE_MODULE:
      return get_kernel_reason (facts->reason);
    case EMBER_IMAGE_PERF_MAP:
      if (facts->reason == EMBER_UNRESOLVED_NO_SYMBOLS)
        return _ ("Code that was made at run time; the map that the program left does not have these addresses.");
      if (!ember_naming_sees_maps (NULL))
        return _ ("Code that was made at run time. Programs leave maps of it in /tmp, which this sandbox does not see; the command below lets it.");
      return _ ("Code that was made at run time, and the program left no map of it. Run it so that it writes one, as with --perf-basic-prof of Node.js.");
    case EMBER_IMAGE_ELF:
    case EMBER_IMAGE_VDSO:
      return get_program_reason (facts->reason, facts->advice != NULL);
    default:
      return _ ("Memory that belongs to no file, so nothing has names for it.");
    }
}

const char *
ember_missing_image_get_command (EmberMissingImage *self)
{
  return get_facts (self)->advice;
}

void
ember_missing_image_fill (GListStore *list,
                          EmberProfile *profile)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  uint32_t n = 0;
  const EmberUnresolved *unresolved = profile != NULL ? ember_profile_get_unresolved (profile, &n) : NULL;

  for (uint32_t i = 0; i < n; i++)
    if (unresolved[i].reason != EMBER_UNRESOLVED_NO_FILE)
      g_ptr_array_add (items, ember_missing_image_new (profile, i));
  for (uint32_t i = 0; i < n; i++)
    if (unresolved[i].reason == EMBER_UNRESOLVED_NO_FILE)
      g_ptr_array_add (items, ember_missing_image_new (profile, i));
  g_list_store_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)), items->pdata, items->len);
}
