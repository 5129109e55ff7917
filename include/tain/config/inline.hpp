// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Bodies that are no templates stand in `.ipp` files. A header includes its own unless the program links
/// `tain::compiled`, which defines `TAIN_COMPILED` and holds them once; `TAIN_INLINE` makes both legal.
#ifdef TAIN_COMPILED
#define TAIN_INLINE
#else
#define TAIN_INLINE inline
#endif

/// Runs once or never in a program's life: compiled for size, which is quicker to compile too.
#if defined(__GNUC__)
#define TAIN_COLD [[gnu::cold]]
#else
#define TAIN_COLD
#endif

/// Called from many places, each of which would be compiled again with it.
#if defined(__GNUC__)
#define TAIN_APART [[gnu::noinline]]
#else
#define TAIN_APART
#endif
