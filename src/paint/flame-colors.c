/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/flame-colors.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "profile/hash.h"

/* A hue is a small patch of the OKLCH space, in which equal steps look equal:
 * functions differ within it, hues differ between. */
typedef struct
{
  double hue;      /* degrees */
  double hue_span; /* degrees to either side */
  double chroma;
} Patch;

static const Patch patches[EMBER_N_FLAME_HUES] = {
  [EMBER_FLAME_HUE_ROOT] = { 260, 0, 0.006 },
  [EMBER_FLAME_HUE_COMM] = { 260, 10, 0.022 },
  [EMBER_FLAME_HUE_USER] = { 52, 13, 0.105 },
  [EMBER_FLAME_HUE_CPP] = { 92, 8, 0.11 },
  [EMBER_FLAME_HUE_KERNEL] = { 255, 14, 0.085 },
  [EMBER_FLAME_HUE_JIT] = { 145, 10, 0.10 },
  [EMBER_FLAME_HUE_INLINED] = { 195, 10, 0.075 },
  [EMBER_FLAME_HUE_UNKNOWN] = { 40, 20, 0.012 },
};

static double
to_srgb (double linear)
{
  const double part = linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow (linear, 1 / 2.4) - 0.055;

  return CLAMP (part, 0, 1);
}

/* Method: Björn Ottosson's OKLab (2020). */
static EmberColor
from_oklch (double lightness,
            double chroma,
            double hue)
{
  const double a = chroma * cos (hue * G_PI / 180);
  const double b = chroma * sin (hue * G_PI / 180);
  const double l = pow (lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
  const double m = pow (lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
  const double s = pow (lightness - 0.0894841775 * a - 1.2914855480 * b, 3);

  return (EmberColor){
    .red = to_srgb (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    .green = to_srgb (-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    .blue = to_srgb (-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s),
    .alpha = 1,
  };
}

static uint32_t
to_pixel (EmberColor color)
{
  return 0xff000000u | (uint32_t) lround (color.red * 255) << 16 | (uint32_t) lround (color.green * 255) << 8 | (uint32_t) lround (color.blue * 255);
}

/* Fills are light under dark letters, or dark under light ones, in the whole patch. */
static EmberColor
make_fill (EmberFlameHue hue,
           uint32_t variant,
           bool is_dark)
{
  const Patch *patch = &patches[hue];
  const double across = (double) (variant % 8) / 7 * 2 - 1;
  const double along = (double) (variant / 8) / 3 * 2 - 1;
  const double lightness = is_dark ? 0.435 + 0.03 * along : 0.835 + 0.035 * along;

  return from_oklch (lightness, patch->chroma * (is_dark ? 0.8 : 0.9) * (1 + 0.12 * along), patch->hue + across * patch->hue_span);
}

/* Blue is what shrank, red what grew; the middle is nearly grey. Lightness moves little, so
 * that letters stay readable; the two hues differ for every kind of colour vision. */
static EmberColor
make_change_fill (uint32_t step,
                  bool is_dark)
{
  const double t = 2 * (double) step / (EMBER_N_CHANGE_STEPS - 1) - 1;
  const double hue = t < 0 ? 250 : 27;
  const double lightness = is_dark ? 0.39 + 0.08 * fabs (t) : 0.9 - 0.17 * fabs (t);

  return from_oklch (lightness, 0.004 + (is_dark ? 0.13 : 0.15) * fabs (t), hue);
}

/* Letters of @wanted, made plainer until they can be read on every fill of the shade. */
static EmberColor
find_text (const EmberFlameColors *colors,
           EmberFlameShade shade,
           EmberColor wanted,
           EmberColor plain)
{
  for (double t = 0; t < 1; t += 0.125)
    {
      const EmberColor text = ember_color_mix (wanted, plain, t);
      double worst = 21;

      for (int hue = 0; hue < EMBER_N_FLAME_HUES; hue++)
        for (int i = 0; i < EMBER_N_FLAME_VARIANTS; i++)
          worst = MIN (worst, ember_color_get_contrast (text, ember_color_from_rgb (colors->fills[shade][hue][i] & 0xffffff)));
      for (int step = 0; step < EMBER_N_CHANGE_STEPS; step++)
        worst = MIN (worst, ember_color_get_contrast (text, ember_color_from_rgb (colors->changes[shade][step] & 0xffffff)));
      if (worst >= 4.5)
        return text;
    }
  return plain;
}

/* @lit: what takes the place of @fill where it matches a search */
static uint32_t
make_shade (EmberFlameShade shade,
            EmberColor fill,
            EmberColor lit,
            const EmberTheme *theme)
{
  switch (shade)
    {
    case EMBER_FLAME_SHADE_AROUND:
      return to_pixel (ember_color_mix (fill, theme->background, 0.5));
    case EMBER_FLAME_SHADE_FADED:
      return to_pixel (ember_color_mix (fill, theme->background, 0.75));
    case EMBER_FLAME_SHADE_LIT:
      return to_pixel (lit);
    case EMBER_FLAME_SHADE_PLAIN:
    case EMBER_N_FLAME_SHADES:
    default:
      return to_pixel (fill);
    }
}

void
ember_flame_colors_init (EmberFlameColors *colors,
                         const EmberTheme *theme)
{
  const EmberColor plain = ember_color_from_rgb (theme->is_dark ? 0xffffff : 0x000000);
  const EmberColor soft = ember_color_from_rgb (theme->is_dark ? 0xf2f0ee : 0x241f1c);
  const double lit_lightness = theme->is_dark ? 0.86 : 0.45;
  const EmberColor grey = ember_color_mix (theme->background, theme->text, 0.5);

  for (int hue = 0; hue < EMBER_N_FLAME_HUES; hue++)
    for (uint32_t i = 0; i < EMBER_N_FLAME_VARIANTS; i++)
      {
        const EmberColor fill = make_fill (hue, i, theme->is_dark);

        const EmberColor lit = from_oklch (lit_lightness, theme->is_dark ? 0.12 : 0.2, 318 + (double) (i % 8));

        for (int shade = 0; shade < EMBER_N_FLAME_SHADES; shade++)
          colors->fills[shade][hue][i] = make_shade (shade, fill, lit, theme);
      }
  for (uint32_t step = 0; step < EMBER_N_CHANGE_STEPS; step++)
    for (int shade = 0; shade < EMBER_N_FLAME_SHADES; shade++)
      colors->changes[shade][step] = make_shade (shade, make_change_fill (step, theme->is_dark), from_oklch (lit_lightness, theme->is_dark ? 0.12 : 0.2, 318), theme);
  colors->merged[0] = to_pixel (ember_color_mix (theme->background, grey, 0.75));
  colors->merged[1] = to_pixel (ember_color_mix (theme->background, grey, 0.3));
  colors->background = to_pixel (theme->background);
  colors->texts[EMBER_FLAME_SHADE_PLAIN] = find_text (colors, EMBER_FLAME_SHADE_PLAIN, theme->is_high_contrast ? plain : soft, plain);
  colors->texts[EMBER_FLAME_SHADE_AROUND] = find_text (colors, EMBER_FLAME_SHADE_AROUND, theme->is_high_contrast ? plain : soft, plain);
  colors->texts[EMBER_FLAME_SHADE_FADED] = find_text (colors, EMBER_FLAME_SHADE_FADED, theme->is_high_contrast ? plain : theme->dim_text, plain);
  colors->texts[EMBER_FLAME_SHADE_LIT] = ember_color_from_rgb (theme->is_dark ? 0x000000 : 0xffffff);
}

static bool
has_scope (const char *name)
{
  return strstr (name, "::") != NULL || g_str_has_prefix (name, "_Z") || g_str_has_prefix (name, "_R") ||
         g_str_has_prefix (name, "operator ");
}

EmberFlameHue
ember_flame_hue_get (const EmberProfile *profile,
                     EmberFrameId frame)
{
  switch ((EmberFrameKind) ember_frames_get (ember_profile_get_frames (profile), frame)->kind)
    {
    case EMBER_FRAME_USER:
      return has_scope (ember_profile_get_frame_name (profile, frame)) ? EMBER_FLAME_HUE_CPP : EMBER_FLAME_HUE_USER;
    case EMBER_FRAME_KERNEL:
      return EMBER_FLAME_HUE_KERNEL;
    case EMBER_FRAME_JIT:
      return EMBER_FLAME_HUE_JIT;
    case EMBER_FRAME_INLINED:
      return EMBER_FLAME_HUE_INLINED;
    case EMBER_FRAME_COMM:
      return EMBER_FLAME_HUE_COMM;
    case EMBER_FRAME_ROOT:
      return EMBER_FLAME_HUE_ROOT;
    case EMBER_FRAME_UNKNOWN:
    case EMBER_N_FRAME_KINDS:
    default:
      return EMBER_FLAME_HUE_UNKNOWN;
    }
}

const char *
ember_flame_hue_get_name (EmberFlameHue hue)
{
  switch (hue)
    {
    case EMBER_FLAME_HUE_ROOT:
      return _ ("all samples");
    case EMBER_FLAME_HUE_COMM:
      return _ ("comm");
    case EMBER_FLAME_HUE_USER:
      return _ ("user code");
    case EMBER_FLAME_HUE_CPP:
      return _ ("C++ or Rust");
    case EMBER_FLAME_HUE_KERNEL:
      return _ ("kernel");
    case EMBER_FLAME_HUE_JIT:
      return _ ("compiled at run time");
    case EMBER_FLAME_HUE_INLINED:
      return _ ("inlined");
    case EMBER_FLAME_HUE_UNKNOWN:
    case EMBER_N_FLAME_HUES:
    default:
      return _ ("without a symbol");
    }
}

uint32_t
ember_flame_variant_get (const EmberProfile *profile,
                         EmberFrameId frame)
{
  const EmberStrings *strings = ember_profile_get_strings (profile);
  const EmberStringId name = ember_frames_get (ember_profile_get_frames (profile), frame)->name;

  return (uint32_t) (ember_hash_bytes (ember_strings_get (strings, name), ember_strings_get_size (strings, name)) % EMBER_N_FLAME_VARIANTS);
}

uint32_t
ember_change_step_get (double change,
                       double confidence)
{
  const double t = CLAMP (change, -1, 1) * CLAMP (confidence, 0, 1);

  return (uint32_t) lround ((t + 1) / 2 * (EMBER_N_CHANGE_STEPS - 1));
}

const char *
ember_change_step_get_sign (uint32_t step)
{
  const int middle = EMBER_N_CHANGE_STEPS / 2;
  const int distance = (int) step - middle;

  if (abs (distance) < 2)
    return "";
  return distance > 0 ? "↑" : "↓";
}

const char *
ember_change_name_get (uint32_t index,
                       uint32_t *step)
{
  const char *const names[EMBER_N_CHANGE_NAMES] = { _ ("gone"), _ ("shrank ↓"), _ ("the same"), _ ("grew ↑"), _ ("new") };

  *step = index * (EMBER_N_CHANGE_STEPS - 1) / (EMBER_N_CHANGE_NAMES - 1);
  return names[index];
}
