// SPDX-License-Identifier: GPL-2.0 OR MIT
/* netlink_test: a raw netlink unit that prints and answers, without attributes. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/delay.h>
#include <linux/module.h>
#include <net/netlink.h>
#include <net/sock.h>

#define CLASSIC_PORT	100
#define CLASSIC_TEXT	"hello users!!!"

static int unit = 30;
module_param(unit, int, 0444);
MODULE_PARM_DESC(unit, "Netlink protocol number, 0 to 31 (default 30)");

static bool classic;
module_param(classic, bool, 0444);
MODULE_PARM_DESC(classic, "Answer \"" CLASSIC_TEXT "\" to port 100, type = unit, pid 0, seq 0");

static int reply_type = -1;
module_param(reply_type, int, 0444);
MODULE_PARM_DESC(reply_type, "nlmsg_type of the answers instead of the usual one");

static struct sock *nltest_sk;

/* skb->sk is nltest_sk, and set even while netlink_kernel_create() has yet to return. */
static void nltest_answer(struct sk_buff *skb, const struct nlmsghdr *nlh)
{
	u32 port = classic ? CLASSIC_PORT : NETLINK_CB(skb).portid;
	int len = classic ? strlen(CLASSIC_TEXT) : nlmsg_len(nlh);
	int type = classic ? unit : nlh->nlmsg_type;
	struct nlmsghdr *answer;
	struct sk_buff *out;
	int err;

	out = nlmsg_new(len, GFP_KERNEL);
	if (!out)
		return;

	answer = nlmsg_put(out, classic ? 0 : port, classic ? 0 : nlh->nlmsg_seq,
			   reply_type < 0 ? type : reply_type, len, 0);
	if (!answer) {
		nlmsg_free(out);
		return;
	}

	memcpy(nlmsg_data(answer), classic ? CLASSIC_TEXT : nlmsg_data(nlh), len);
	err = nlmsg_unicast(skb->sk, out, port);
	if (err)
		pr_info_ratelimited("no answer to port %u: %d\n", port, err);
}

static void nltest_input(struct sk_buff *skb)
{
	const struct nlmsghdr *nlh;
	int rem;

	nlmsg_for_each_msg(nlh, nlmsg_hdr(skb), skb->len, rem) {
		pr_info_ratelimited("port %u says \"%*pEcs\"\n", NETLINK_CB(skb).portid,
				    (int)strnlen(nlmsg_data(nlh), nlmsg_len(nlh)),
				    (const char *)nlmsg_data(nlh));
		nltest_answer(skb, nlh);
	}
}

static int __init nltest_init(void)
{
	struct netlink_kernel_cfg cfg = { .input = nltest_input };

	nltest_sk = netlink_kernel_create(&init_net, unit, &cfg);
	if (!nltest_sk) {
		pr_err("unit %d is taken or not within 0 to 31\n", unit);
		return -EBUSY;
	}

	pr_info("unit %d\n", unit);
	return 0;
}

static void __exit nltest_exit(void)
{
	/* Senders to the kernel's own units (2) do not pin this module, only the socket. */
	sock_hold(nltest_sk);
	netlink_kernel_release(nltest_sk);
	while (refcount_read(&nltest_sk->sk_refcnt) > 1)
		msleep(20);
	sock_put(nltest_sk);
}

module_init(nltest_init);
module_exit(nltest_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("netlink_test, a raw netlink unit that prints and answers");
