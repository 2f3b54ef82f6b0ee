/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * CONTROL_EXMPL: a generic netlink family with one of everything.
 *
 * Commands and attributes share one numbering. 1 is the original's (ECHO, MSG),
 * 2 to 9 drive LIST and FAIL, 16 and up are the vocabulary of TYPES.
 */
#ifndef CONTROL_EXMPL_H
#define CONTROL_EXMPL_H

#define CONTROL_EXMPL_GENL_NAME		"CONTROL_EXMPL"
#define CONTROL_EXMPL_GENL_VERSION	1
#define CONTROL_EXMPL_MCGRP_EVENTS	"events"

#define DOC_EXMPL_MSG_MAX		255	/* characters, without the NUL */
#define DOC_EXMPL_COUNT_MAX		10000
#define DOC_EXMPL_ERRNO_MAX		4095

/**
 * enum doc_exmpl_cmd - what CONTROL_EXMPL can do
 * @DOC_EXMPL_C_ECHO: MSG comes back to the sender; listeners of "events" get an
 *	EVENT with the sender's port and sequence number
 * @DOC_EXMPL_C_EVENT: never sent to the kernel; ECHO's and the ticks' notification,
 *	with INDEX (counts the ticks, absent after an ECHO) and MSG
 * @DOC_EXMPL_C_LIST: dump only; COUNT items (3 unless told) of INDEX and MSG, ended
 *	by the error that ERRNO and the ERR_ attributes ask for
 * @DOC_EXMPL_C_FAIL: fails with ERRNO (0 succeeds), MSG is the extended
 *	acknowledgement's text, the ERR_ attributes are its other parts.
 *	EINTR is the one error that netlink never acknowledges.
 * @DOC_EXMPL_C_TYPES: vocabulary attributes, checked by the policy, come back as
 *	they came; a request without any is answered by the kernel's own sample
 */
enum doc_exmpl_cmd {
	DOC_EXMPL_C_UNSPEC,
	DOC_EXMPL_C_ECHO,
	DOC_EXMPL_C_EVENT,
	DOC_EXMPL_C_LIST,
	DOC_EXMPL_C_FAIL,
	DOC_EXMPL_C_TYPES,

	__DOC_EXMPL_C_MAX,
	DOC_EXMPL_C_MAX = __DOC_EXMPL_C_MAX - 1
};

/* The values in brackets are the sample's. */
enum doc_exmpl_attr {
	DOC_EXMPL_A_UNSPEC,
	DOC_EXMPL_A_MSG,		/* NUL string, up to DOC_EXMPL_MSG_MAX */
	DOC_EXMPL_A_INDEX,		/* u32, from 1 */
	DOC_EXMPL_A_COUNT,		/* u32, up to DOC_EXMPL_COUNT_MAX */
	DOC_EXMPL_A_ERRNO,		/* u32, up to DOC_EXMPL_ERRNO_MAX */
	DOC_EXMPL_A_ERR_OFFS,		/* u32, from the start of the nlmsghdr */
	DOC_EXMPL_A_ERR_MISS_TYPE,	/* u32, an attribute number */
	DOC_EXMPL_A_ERR_MISS_NEST,	/* u32, from the start of the nlmsghdr */
	DOC_EXMPL_A_ERR_POLICY,		/* u32, a vocabulary attribute's number */
	DOC_EXMPL_A_ERR_COOKIE,		/* binary, up to 8 bytes (older kernels: 20) */
	DOC_EXMPL_A_PAD,		/* empty, aligns a u64 */

	DOC_EXMPL_A_U8 = 16,		/* [0xfe] */
	DOC_EXMPL_A_U16,		/* [0xfedc] */
	DOC_EXMPL_A_U32,		/* [0xfedcba98] */
	DOC_EXMPL_A_U64,		/* [0xfedcba9876543210] */
	DOC_EXMPL_A_S8,			/* [-2] */
	DOC_EXMPL_A_S16,		/* [-292] */
	DOC_EXMPL_A_S32,		/* [-19088744] */
	DOC_EXMPL_A_S64,		/* [-81985529216486896] */
	DOC_EXMPL_A_UINT,		/* 4 or 8 bytes, Linux 6.7 [0xfedcba9876543210] */
	DOC_EXMPL_A_SINT,		/* 4 or 8 bytes, Linux 6.7 [-2] */
	DOC_EXMPL_A_BE16,		/* big endian, below 1024 from Linux 6.1 [80] */
	DOC_EXMPL_A_IPV4,		/* big endian u32 [192.0.2.1] */
	DOC_EXMPL_A_MSECS,		/* u64, milliseconds [1500] */
	DOC_EXMPL_A_STRING,		/* NUL not required, up to 16 ["string"] */
	DOC_EXMPL_A_NUL_STRING,		/* NUL required, up to 15 ["nul string"] */
	DOC_EXMPL_A_FLAG,		/* no payload [set] */
	DOC_EXMPL_A_BINARY,		/* up to 32 bytes [00 01 02 03 04] */
	DOC_EXMPL_A_BINARY_RANGE,	/* 2 to 4 bytes [de ad be] */
	DOC_EXMPL_A_MAC,		/* exactly 6 bytes [02:00:00:00:00:01] */
	DOC_EXMPL_A_IPV6,		/* exactly 16 bytes [2001:db8::1] */
	DOC_EXMPL_A_BITFIELD32,		/* bits of 0x0f [value 0x05, selector 0x0d] */
	DOC_EXMPL_A_NEST,		/* enum doc_exmpl_nest [1, "outer", {2, "inner"}] */
	DOC_EXMPL_A_NEST_ARRAY,		/* indexed array of nests [{10}, {20}] */
	DOC_EXMPL_A_U32_ARRAY,		/* indexed array of u32 [30, 40] */
	DOC_EXMPL_A_MULTI,		/* u16, repeats [50, 60] */
	DOC_EXMPL_A_AT_LEAST,		/* u8 from 10 [10] */
	DOC_EXMPL_A_COLOR,		/* enum doc_exmpl_color in a u8, up to BLUE [BLUE] */
	DOC_EXMPL_A_RANGE,		/* u32 from 10 to 1000 [1000] */
	DOC_EXMPL_A_FULL_RANGE,		/* u64 from 2^32 to 2^63 [2^32] */
	DOC_EXMPL_A_SRANGE,		/* s16 from -100 to 100 [-100] */
	DOC_EXMPL_A_SFULL_RANGE,	/* s64 from -2^40 to 2^40 [-2^40] */
	DOC_EXMPL_A_MASK,		/* enum doc_exmpl_bit in a u32 [LOW | HIGH] */
	DOC_EXMPL_A_REJECT,		/* always refused, not in the sample */

	__DOC_EXMPL_A_MAX,
	DOC_EXMPL_A_MAX = __DOC_EXMPL_A_MAX - 1
};

enum doc_exmpl_nest {
	DOC_EXMPL_N_UNSPEC,
	DOC_EXMPL_N_VALUE,		/* u32 */
	DOC_EXMPL_N_NAME,		/* NUL string, up to 15 */
	DOC_EXMPL_N_NEST,		/* enum doc_exmpl_nest again */

	__DOC_EXMPL_N_MAX,
	DOC_EXMPL_N_MAX = __DOC_EXMPL_N_MAX - 1
};

enum doc_exmpl_color {
	DOC_EXMPL_COLOR_RED,
	DOC_EXMPL_COLOR_GREEN,
	DOC_EXMPL_COLOR_BLUE,
};

enum doc_exmpl_bit {
	DOC_EXMPL_BIT_LOW = 0x00000001,
	DOC_EXMPL_BIT_MIDDLE = 0x00010000,
	DOC_EXMPL_BIT_HIGH = 0x40000000,
};

#endif
