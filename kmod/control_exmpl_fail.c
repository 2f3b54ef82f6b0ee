// SPDX-License-Identifier: GPL-2.0 OR MIT
/* CONTROL_EXMPL: any errno with any extended acknowledgement, for FAIL and LIST. */
#include "compat.h"
#include "control_exmpl.h"
#include "exmpl.h"

const struct nla_policy exmpl_fail_policy[DOC_EXMPL_A_ERR_COOKIE + 1] = {
	[DOC_EXMPL_A_MSG]		= { .type = NLA_NUL_STRING,
					    .len = DOC_EXMPL_MSG_MAX },
	[DOC_EXMPL_A_COUNT]		= NLA_POLICY_MAX(NLA_U32, DOC_EXMPL_COUNT_MAX),
	[DOC_EXMPL_A_ERRNO]		= NLA_POLICY_MAX(NLA_U32, DOC_EXMPL_ERRNO_MAX),
	[DOC_EXMPL_A_ERR_OFFS]		= { .type = NLA_U32 },
	[DOC_EXMPL_A_ERR_MISS_TYPE]	= { .type = NLA_U32 },
	[DOC_EXMPL_A_ERR_MISS_NEST]	= { .type = NLA_U32 },
	[DOC_EXMPL_A_ERR_POLICY]	= NLA_POLICY_MAX(NLA_U32, DOC_EXMPL_A_MAX),
	[DOC_EXMPL_A_ERR_COOKIE]	= { .type = NLA_BINARY,
					    .len = NETLINK_MAX_COOKIE_LEN },
};

static bool outside(const struct nlattr *offs, const struct nlmsghdr *nlh,
		    struct netlink_ext_ack *extack)
{
	if (!offs || nla_get_u32(offs) < nlh->nlmsg_len)
		return false;

	NL_SET_ERR_MSG_ATTR(extack, offs, "the offset lies outside the request");
	return true;
}

static const void *at(const struct nlattr *offs, const struct nlmsghdr *nlh)
{
	return (const void *)nlh + nla_get_u32(offs);
}

/* MSG may be pointed at: the request outlives its acknowledgement. */
int exmpl_fail_as_asked(struct nlattr **attrs, const struct nlmsghdr *nlh,
			struct netlink_ext_ack *extack)
{
	const struct nlattr *attr;

	if (outside(attrs[DOC_EXMPL_A_ERR_OFFS], nlh, extack) ||
	    outside(attrs[DOC_EXMPL_A_ERR_MISS_NEST], nlh, extack))
		return -ERANGE;

	attr = attrs[DOC_EXMPL_A_MSG];
	if (attr)
		extack->_msg = nla_data(attr);

	attr = attrs[DOC_EXMPL_A_ERR_OFFS];
	if (attr)
		extack->bad_attr = at(attr, nlh);

	attr = attrs[DOC_EXMPL_A_ERR_MISS_TYPE];
	if (attr)
		compat_set_miss_type(extack, nla_get_u32(attr));

	attr = attrs[DOC_EXMPL_A_ERR_MISS_NEST];
	if (attr)
		compat_set_miss_nest(extack, at(attr, nlh));

	attr = attrs[DOC_EXMPL_A_ERR_POLICY];
	if (attr)
		extack->policy = &exmpl_types_policy[nla_get_u32(attr)];

	attr = attrs[DOC_EXMPL_A_ERR_COOKIE];
	if (attr) {
		memcpy(extack->cookie, nla_data(attr), nla_len(attr));
		extack->cookie_len = nla_len(attr);
	}

	return -(int)nla_get_u32(attrs[DOC_EXMPL_A_ERRNO]);
}
