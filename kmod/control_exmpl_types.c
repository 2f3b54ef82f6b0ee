// SPDX-License-Identifier: GPL-2.0 OR MIT
/* CONTROL_EXMPL's TYPES: a policy and a sample with one attribute of every type. */
#include <linux/if_ether.h>
#include <linux/in6.h>
#include "compat.h"
#include "control_exmpl.h"
#include "exmpl.h"

static struct netlink_range_validation full_range = {
	.min = 1ULL << 32,
	.max = 1ULL << 63,
};

static struct netlink_range_validation_signed sfull_range = {
	.min = -(1LL << 40),
	.max = 1LL << 40,
};

static const struct nla_policy nest_policy[DOC_EXMPL_N_MAX + 1];
static const struct nla_policy nest_policy[DOC_EXMPL_N_MAX + 1] = {
	[DOC_EXMPL_N_VALUE]	= { .type = NLA_U32 },
	[DOC_EXMPL_N_NAME]	= { .type = NLA_NUL_STRING, .len = 15 },
	[DOC_EXMPL_N_NEST]	= NLA_POLICY_NESTED(nest_policy),
};

const struct nla_policy exmpl_types_policy[DOC_EXMPL_A_MAX + 1] = {
	[DOC_EXMPL_A_PAD]		= { .type = NLA_FLAG },
	[DOC_EXMPL_A_U8]		= { .type = NLA_U8 },
	[DOC_EXMPL_A_U16]		= { .type = NLA_U16 },
	[DOC_EXMPL_A_U32]		= { .type = NLA_U32 },
	[DOC_EXMPL_A_U64]		= { .type = NLA_U64 },
	[DOC_EXMPL_A_S8]		= { .type = NLA_S8 },
	[DOC_EXMPL_A_S16]		= { .type = NLA_S16 },
	[DOC_EXMPL_A_S32]		= { .type = NLA_S32 },
	[DOC_EXMPL_A_S64]		= { .type = NLA_S64 },
	[DOC_EXMPL_A_UINT]		= COMPAT_POLICY_UINT,
	[DOC_EXMPL_A_SINT]		= COMPAT_POLICY_SINT,
	[DOC_EXMPL_A_BE16]		= COMPAT_POLICY_BE16_MAX(1023),
	[DOC_EXMPL_A_IPV4]		= { .type = NLA_U32 },
	[DOC_EXMPL_A_MSECS]		= { .type = NLA_MSECS },
	[DOC_EXMPL_A_STRING]		= { .type = NLA_STRING, .len = 16 },
	[DOC_EXMPL_A_NUL_STRING]	= { .type = NLA_NUL_STRING, .len = 15 },
	[DOC_EXMPL_A_FLAG]		= { .type = NLA_FLAG },
	[DOC_EXMPL_A_BINARY]		= { .type = NLA_BINARY, .len = 32 },
	[DOC_EXMPL_A_BINARY_RANGE]	= NLA_POLICY_RANGE(NLA_BINARY, 2, 4),
	[DOC_EXMPL_A_MAC]		= NLA_POLICY_EXACT_LEN(ETH_ALEN),
	[DOC_EXMPL_A_IPV6]		= NLA_POLICY_EXACT_LEN(sizeof(struct in6_addr)),
	[DOC_EXMPL_A_BITFIELD32]	= NLA_POLICY_BITFIELD32(0x0f),
	[DOC_EXMPL_A_NEST]		= NLA_POLICY_NESTED(nest_policy),
	[DOC_EXMPL_A_NEST_ARRAY]	= NLA_POLICY_NESTED_ARRAY(nest_policy),
	[DOC_EXMPL_A_U32_ARRAY]		= { .type = NLA_NESTED },
	[DOC_EXMPL_A_MULTI]		= { .type = NLA_U16 },
	[DOC_EXMPL_A_AT_LEAST]		= NLA_POLICY_MIN(NLA_U8, 10),
	[DOC_EXMPL_A_COLOR]		= NLA_POLICY_MAX(NLA_U8, DOC_EXMPL_COLOR_BLUE),
	[DOC_EXMPL_A_RANGE]		= NLA_POLICY_RANGE(NLA_U32, 10, 1000),
	[DOC_EXMPL_A_FULL_RANGE]	= NLA_POLICY_FULL_RANGE(NLA_U64, &full_range),
	[DOC_EXMPL_A_SRANGE]		= NLA_POLICY_RANGE(NLA_S16, -100, 100),
	[DOC_EXMPL_A_SFULL_RANGE]	= NLA_POLICY_FULL_RANGE_SIGNED(NLA_S64, &sfull_range),
	[DOC_EXMPL_A_MASK]		= NLA_POLICY_MASK(NLA_U32, DOC_EXMPL_BIT_LOW |
							  DOC_EXMPL_BIT_MIDDLE |
							  DOC_EXMPL_BIT_HIGH),
	[DOC_EXMPL_A_REJECT]		= { .type = NLA_REJECT,
					    .reject_message = "REJECT is never accepted" },
};

static int put_nest(struct sk_buff *skb)
{
	struct nlattr *outer, *inner;

	outer = nla_nest_start(skb, DOC_EXMPL_A_NEST);
	if (!outer ||
	    nla_put_u32(skb, DOC_EXMPL_N_VALUE, 1) ||
	    nla_put_string(skb, DOC_EXMPL_N_NAME, "outer"))
		return -EMSGSIZE;

	inner = nla_nest_start(skb, DOC_EXMPL_N_NEST);
	if (!inner ||
	    nla_put_u32(skb, DOC_EXMPL_N_VALUE, 2) ||
	    nla_put_string(skb, DOC_EXMPL_N_NAME, "inner"))
		return -EMSGSIZE;

	nla_nest_end(skb, inner);
	nla_nest_end(skb, outer);
	return 0;
}

static int put_nest_array(struct sk_buff *skb)
{
	struct nlattr *array, *entry;
	int i;

	array = nla_nest_start(skb, DOC_EXMPL_A_NEST_ARRAY);
	if (!array)
		return -EMSGSIZE;

	for (i = 1; i <= 2; i++) {
		entry = nla_nest_start(skb, i);
		if (!entry || nla_put_u32(skb, DOC_EXMPL_N_VALUE, 10 * i))
			return -EMSGSIZE;
		nla_nest_end(skb, entry);
	}

	nla_nest_end(skb, array);
	return 0;
}

static int put_u32_array(struct sk_buff *skb)
{
	struct nlattr *array = nla_nest_start(skb, DOC_EXMPL_A_U32_ARRAY);

	if (!array || nla_put_u32(skb, 1, 30) || nla_put_u32(skb, 2, 40))
		return -EMSGSIZE;

	nla_nest_end(skb, array);
	return 0;
}

static int put_integers(struct sk_buff *skb)
{
	if (nla_put_u8(skb, DOC_EXMPL_A_U8, 0xfe) ||
	    nla_put_u16(skb, DOC_EXMPL_A_U16, 0xfedc) ||
	    nla_put_u32(skb, DOC_EXMPL_A_U32, 0xfedcba98) ||
	    nla_put_u64_64bit(skb, DOC_EXMPL_A_U64, 0xfedcba9876543210,
			      DOC_EXMPL_A_PAD) ||
	    nla_put_s8(skb, DOC_EXMPL_A_S8, -2) ||
	    nla_put_s16(skb, DOC_EXMPL_A_S16, -292) ||
	    nla_put_s32(skb, DOC_EXMPL_A_S32, -19088744) ||
	    nla_put_s64(skb, DOC_EXMPL_A_S64, -81985529216486896,
			DOC_EXMPL_A_PAD) ||
	    compat_put_uint(skb, DOC_EXMPL_A_UINT, 0xfedcba9876543210) ||
	    compat_put_sint(skb, DOC_EXMPL_A_SINT, -2) ||
	    nla_put_be16(skb, DOC_EXMPL_A_BE16, htons(80)) ||
	    nla_put_in_addr(skb, DOC_EXMPL_A_IPV4, htonl(0xc0000201)) ||
	    nla_put_msecs(skb, DOC_EXMPL_A_MSECS, msecs_to_jiffies(1500),
			  DOC_EXMPL_A_PAD))
		return -EMSGSIZE;

	return 0;
}

static int put_bytes(struct sk_buff *skb)
{
	static const u8 binary[] = { 0, 1, 2, 3, 4 };
	static const u8 range[] = { 0xde, 0xad, 0xbe };
	static const u8 mac[ETH_ALEN] = { 2, 0, 0, 0, 0, 1 };
	static const struct in6_addr ipv6 = {
		.s6_addr = { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 },
	};

	if (nla_put_string(skb, DOC_EXMPL_A_STRING, "string") ||
	    nla_put_string(skb, DOC_EXMPL_A_NUL_STRING, "nul string") ||
	    nla_put_flag(skb, DOC_EXMPL_A_FLAG) ||
	    nla_put(skb, DOC_EXMPL_A_BINARY, sizeof(binary), binary) ||
	    nla_put(skb, DOC_EXMPL_A_BINARY_RANGE, sizeof(range), range) ||
	    nla_put(skb, DOC_EXMPL_A_MAC, sizeof(mac), mac) ||
	    nla_put_in6_addr(skb, DOC_EXMPL_A_IPV6, &ipv6) ||
	    nla_put_bitfield32(skb, DOC_EXMPL_A_BITFIELD32, 0x05, 0x0d))
		return -EMSGSIZE;

	return 0;
}

static int put_limited(struct sk_buff *skb)
{
	if (nla_put_u16(skb, DOC_EXMPL_A_MULTI, 50) ||
	    nla_put_u16(skb, DOC_EXMPL_A_MULTI, 60) ||
	    nla_put_u8(skb, DOC_EXMPL_A_AT_LEAST, 10) ||
	    nla_put_u8(skb, DOC_EXMPL_A_COLOR, DOC_EXMPL_COLOR_BLUE) ||
	    nla_put_u32(skb, DOC_EXMPL_A_RANGE, 1000) ||
	    nla_put_u64_64bit(skb, DOC_EXMPL_A_FULL_RANGE, 1ULL << 32,
			      DOC_EXMPL_A_PAD) ||
	    nla_put_s16(skb, DOC_EXMPL_A_SRANGE, -100) ||
	    nla_put_s64(skb, DOC_EXMPL_A_SFULL_RANGE, -(1LL << 40),
			DOC_EXMPL_A_PAD) ||
	    nla_put_u32(skb, DOC_EXMPL_A_MASK,
			DOC_EXMPL_BIT_LOW | DOC_EXMPL_BIT_HIGH))
		return -EMSGSIZE;

	return 0;
}

int exmpl_types_sample(struct sk_buff *skb)
{
	if (put_integers(skb) || put_bytes(skb) || put_nest(skb) ||
	    put_nest_array(skb) || put_u32_array(skb) || put_limited(skb))
		return -EMSGSIZE;

	return 0;
}

/* The attributes as they lie, so that order and repeats come back as well. */
int exmpl_types_echo(struct sk_buff *skb, const struct genl_info *info)
{
	const struct nlattr *attr;
	int rem;

	nla_for_each_attr(attr, genlmsg_data(info->genlhdr),
			  genlmsg_len(info->genlhdr), rem)
		if (nla_put(skb, attr->nla_type, nla_len(attr), nla_data(attr)))
			return -EMSGSIZE;

	return 0;
}
