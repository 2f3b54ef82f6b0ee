// SPDX-License-Identifier: GPL-2.0 OR MIT
/* CONTROL_EXMPL: echo, events, a dump, any error, every type (control_exmpl.h). */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/workqueue.h>
#include "compat.h"
#include "control_exmpl.h"
#include "exmpl.h"

#define CLASSIC_TEXT	"hello world from kernel space"
#define LIST_COUNT	3

static bool classic;
module_param(classic, bool, 0444);
MODULE_PARM_DESC(classic, "Answer ECHO as the original: fixed text, port 0, seq + 1");

static unsigned int tick_ms;
module_param(tick_ms, uint, 0444);
MODULE_PARM_DESC(tick_ms, "Milliseconds between events of its own, 0 (default) for none");

enum exmpl_counter {
	COUNT_ECHO,
	COUNT_EVENT,
	COUNT_TICK,
	COUNT_LIST,
	COUNT_FAIL,
	COUNT_TYPES,
	COUNTERS
};

static const char *const counter_names[COUNTERS] = {
	[COUNT_ECHO]	= "echo",
	[COUNT_EVENT]	= "event",
	[COUNT_TICK]	= "tick",
	[COUNT_LIST]	= "list",
	[COUNT_FAIL]	= "fail",
	[COUNT_TYPES]	= "types",
};

static atomic_t counters[COUNTERS];
static struct dentry *counters_dir;

enum exmpl_mcgrp {
	MCGRP_EVENTS,
};

static const struct genl_multicast_group exmpl_mcgrps[] = {
	[MCGRP_EVENTS] = { .name = CONTROL_EXMPL_MCGRP_EVENTS },
};

static const struct nla_policy echo_policy[DOC_EXMPL_A_MSG + 1] = {
	[DOC_EXMPL_A_MSG] = { .type = NLA_NUL_STRING, .len = DOC_EXMPL_MSG_MAX },
};

static struct genl_family exmpl_family;

static int exmpl_fill(struct sk_buff *skb, u32 portid, u32 seq, int flags, u8 cmd,
		      u32 index, const char *text)
{
	void *hdr = genlmsg_put(skb, portid, seq, &exmpl_family, flags, cmd);

	if (!hdr)
		return -EMSGSIZE;

	if ((index && nla_put_u32(skb, DOC_EXMPL_A_INDEX, index)) ||
	    nla_put_string(skb, DOC_EXMPL_A_MSG, text)) {
		genlmsg_cancel(skb, hdr);
		return -EMSGSIZE;
	}

	genlmsg_end(skb, hdr);
	return 0;
}

static struct sk_buff *exmpl_new(u32 portid, u32 seq, u8 cmd, u32 index,
				 const char *text)
{
	struct sk_buff *skb = genlmsg_new(NLMSG_DEFAULT_SIZE, GFP_KERNEL);

	if (skb && exmpl_fill(skb, portid, seq, 0, cmd, index, text)) {
		nlmsg_free(skb);
		return NULL;
	}

	return skb;
}

static void exmpl_event(struct genl_info *info, const char *text)
{
	struct net *net = genl_info_net(info);
	struct sk_buff *skb;

	if (!genl_has_listeners(&exmpl_family, net, MCGRP_EVENTS))
		return;

	skb = exmpl_new(info->snd_portid, info->snd_seq, DOC_EXMPL_C_EVENT, 0, text);
	if (!skb)
		return;

	atomic_inc(&counters[COUNT_EVENT]);
	genlmsg_multicast_netns(&exmpl_family, net, skb, info->snd_portid,
				MCGRP_EVENTS, GFP_KERNEL);
}

static int exmpl_echo(struct sk_buff *skb, struct genl_info *info)
{
	const struct nlattr *msg = info->attrs[DOC_EXMPL_A_MSG];
	struct sk_buff *reply;

	if (!msg) {
		GENL_SET_ERR_MSG(info, "MSG is missing");
		compat_set_miss_type(info->extack, DOC_EXMPL_A_MSG);
		return -EINVAL;
	}

	atomic_inc(&counters[COUNT_ECHO]);
	pr_info_ratelimited("port %u says \"%*pEcs\"\n", info->snd_portid,
			    (int)strlen(nla_data(msg)), nla_data(msg));
	exmpl_event(info, nla_data(msg));

	reply = classic ? exmpl_new(0, info->snd_seq + 1, DOC_EXMPL_C_ECHO, 0,
				    CLASSIC_TEXT)
			: exmpl_new(info->snd_portid, info->snd_seq,
				    DOC_EXMPL_C_ECHO, 0, nla_data(msg));
	return reply ? genlmsg_reply(reply, info) : -ENOMEM;
}

static int exmpl_fail(struct sk_buff *skb, struct genl_info *info)
{
	if (!info->attrs[DOC_EXMPL_A_ERRNO]) {
		GENL_SET_ERR_MSG(info, "ERRNO is missing");
		compat_set_miss_type(info->extack, DOC_EXMPL_A_ERRNO);
		return -EINVAL;
	}

	atomic_inc(&counters[COUNT_FAIL]);
	return exmpl_fail_as_asked(info->attrs, info->nlhdr, info->extack);
}

static int exmpl_list(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct nlattr **attrs = compat_dump_attrs(cb);
	u32 count = LIST_COUNT, i = cb->args[0];

	if (attrs[DOC_EXMPL_A_COUNT])
		count = nla_get_u32(attrs[DOC_EXMPL_A_COUNT]);
	if (!i)
		atomic_inc(&counters[COUNT_LIST]);

	for (; i < count; i++)
		if (exmpl_fill(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
			       NLM_F_MULTI, DOC_EXMPL_C_LIST, i + 1, "item"))
			break;

	cb->args[0] = i;
	if (i < count)
		return skb->len;

	if (!attrs[DOC_EXMPL_A_ERRNO])
		return 0;

	return exmpl_fail_as_asked(attrs, cb->nlh, cb->extack);
}

static int exmpl_types(struct sk_buff *skb, struct genl_info *info)
{
	int len = genlmsg_len(info->genlhdr);
	struct sk_buff *reply;
	void *hdr;
	int err;

	reply = genlmsg_new(len ? NLA_ALIGN(len) : NLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!reply)
		return -ENOMEM;

	hdr = genlmsg_put_reply(reply, info, &exmpl_family, 0, DOC_EXMPL_C_TYPES);
	if (!hdr) {
		err = -EMSGSIZE;
		goto err_free;
	}

	err = len ? exmpl_types_echo(reply, info) : exmpl_types_sample(reply);
	if (err)
		goto err_free;

	atomic_inc(&counters[COUNT_TYPES]);
	genlmsg_end(reply, hdr);
	return genlmsg_reply(reply, info);

err_free:
	nlmsg_free(reply);
	return err;
}

static const struct genl_ops exmpl_ops[] = {
	{
		.cmd	 = DOC_EXMPL_C_ECHO,
		.policy	 = echo_policy,
		.maxattr = ARRAY_SIZE(echo_policy) - 1,
		.doit	 = exmpl_echo,
	},
	{
		.cmd	 = DOC_EXMPL_C_LIST,
		.policy	 = exmpl_fail_policy,
		.maxattr = DOC_EXMPL_A_ERR_COOKIE,
		.dumpit	 = exmpl_list,
	},
	{
		.cmd	 = DOC_EXMPL_C_FAIL,
		.policy	 = exmpl_fail_policy,
		.maxattr = DOC_EXMPL_A_ERR_COOKIE,
		.doit	 = exmpl_fail,
	},
	{
		.cmd	 = DOC_EXMPL_C_TYPES,
		.policy	 = exmpl_types_policy,
		.maxattr = DOC_EXMPL_A_MAX,
		.doit	 = exmpl_types,
	},
};

static struct genl_family exmpl_family __ro_after_init = {
	.name		= CONTROL_EXMPL_GENL_NAME,
	.version	= CONTROL_EXMPL_GENL_VERSION,
	.maxattr	= DOC_EXMPL_A_MAX,
	.netnsok	= true,
	.module		= THIS_MODULE,
	.ops		= exmpl_ops,
	.n_ops		= ARRAY_SIZE(exmpl_ops),
	.mcgrps		= exmpl_mcgrps,
	.n_mcgrps	= ARRAY_SIZE(exmpl_mcgrps),
	COMPAT_RESV_START_OP(DOC_EXMPL_C_ECHO + 1)
};

static void exmpl_tick(struct work_struct *work);
static DECLARE_DELAYED_WORK(tick_work, exmpl_tick);

static void exmpl_tick(struct work_struct *work)
{
	u32 index = atomic_inc_return(&counters[COUNT_TICK]);
	struct sk_buff *skb = exmpl_new(0, 0, DOC_EXMPL_C_EVENT, index, "tick");

	if (skb)
		compat_multicast_allns(&exmpl_family, skb, MCGRP_EVENTS);
	schedule_delayed_work(&tick_work, msecs_to_jiffies(tick_ms));
}

static int __init exmpl_init(void)
{
	int err, i;

	err = genl_register_family(&exmpl_family);
	if (err)
		return err;

	counters_dir = debugfs_create_dir(KBUILD_MODNAME, NULL);
	for (i = 0; i < COUNTERS; i++)
		debugfs_create_atomic_t(counter_names[i], 0444, counters_dir,
					&counters[i]);

	if (tick_ms)
		schedule_delayed_work(&tick_work, msecs_to_jiffies(tick_ms));

	pr_info("family id %d\n", exmpl_family.id);
	return 0;
}

static void __exit exmpl_exit(void)
{
	cancel_delayed_work_sync(&tick_work);
	debugfs_remove_recursive(counters_dir);
	genl_unregister_family(&exmpl_family);
}

module_init(exmpl_init);
module_exit(exmpl_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("CONTROL_EXMPL, a generic netlink family with one of everything");
MODULE_ALIAS_GENL_FAMILY(CONTROL_EXMPL_GENL_NAME);
