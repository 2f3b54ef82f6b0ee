/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* What differs between Linux 5.10 and the newest; no other file knows versions. */
#ifndef COMPAT_H
#define COMPAT_H

#include <linux/version.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>

#define KERNEL_FROM(major, minor) \
	(LINUX_VERSION_CODE >= KERNEL_VERSION(major, minor, 0))

#if KERNEL_FROM(6, 1)
#define COMPAT_RESV_START_OP(cmd)	.resv_start_op = (cmd),
#define COMPAT_POLICY_BE16_MAX(max)	NLA_POLICY_MAX(NLA_BE16, max)

static inline void compat_set_miss_type(struct netlink_ext_ack *extack, u32 type)
{
	extack->miss_type = type;
}

static inline void compat_set_miss_nest(struct netlink_ext_ack *extack,
					const struct nlattr *nest)
{
	extack->miss_nest = nest;
}
#else
#define COMPAT_RESV_START_OP(cmd)
#define COMPAT_POLICY_BE16_MAX(max)	{ .type = NLA_U16 }

static inline void compat_set_miss_type(struct netlink_ext_ack *extack, u32 type)
{
}

static inline void compat_set_miss_nest(struct netlink_ext_ack *extack,
					const struct nlattr *nest)
{
}
#endif

#if KERNEL_FROM(6, 6)
static inline struct nlattr **compat_dump_attrs(struct netlink_callback *cb)
{
	return genl_dumpit_info(cb)->info.attrs;
}
#else
static inline struct nlattr **compat_dump_attrs(struct netlink_callback *cb)
{
	return genl_dumpit_info(cb)->attrs;
}
#endif

#if KERNEL_FROM(6, 7)
#define COMPAT_POLICY_UINT		{ .type = NLA_UINT }
#define COMPAT_POLICY_SINT		{ .type = NLA_SINT }
#define compat_put_uint			nla_put_uint
#define compat_put_sint			nla_put_sint
#else
#define COMPAT_POLICY_UINT		{ .type = NLA_UNSPEC }
#define COMPAT_POLICY_SINT		{ .type = NLA_UNSPEC }

static inline int compat_put_uint(struct sk_buff *skb, int type, u64 value)
{
	return 0;
}

static inline int compat_put_sint(struct sk_buff *skb, int type, s64 value)
{
	return 0;
}
#endif

/*
 * genlmsg_multicast_allns() lost its gfp argument in 6.12 and in the stable
 * kernels of that time, which no version check can tell.
 */
static inline void compat_multicast_allns(const struct genl_family *family,
					  struct sk_buff *skb, unsigned int group)
{
	struct sk_buff *copy;
	struct net *net;

	rcu_read_lock();
	for_each_net_rcu(net) {
		copy = skb_clone(skb, GFP_ATOMIC);
		if (copy)
			genlmsg_multicast_netns(family, net, copy, 0, group,
						GFP_ATOMIC);
	}
	rcu_read_unlock();
	nlmsg_free(skb);
}

#endif
