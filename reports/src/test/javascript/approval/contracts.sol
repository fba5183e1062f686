// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// A token of the test, of which the deployer has all.
contract Token {
    uint8 public constant decimals = 18;
    mapping(address => uint256) public balanceOf;

    constructor(uint256 supply) {
        balanceOf[msg.sender] = supply;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
        return true;
    }
}

/// The interface of Morpho's Universal Rewards Distributor, as far as the test needs it: roots wait for a
/// timelock, claims are cumulative and anybody's to make.
contract Distributor {
    struct Pending {
        bytes32 root;
        bytes32 ipfsHash;
        uint256 validAt;
    }

    bytes32 public root;
    Pending public pendingRoot;
    uint256 public immutable timelock;
    mapping(address => mapping(address => uint256)) public claimed;

    event Claimed(address indexed account, address indexed reward, uint256 amount);

    constructor(uint256 wait) {
        timelock = wait;
    }

    function submitRoot(bytes32 newRoot, bytes32 ipfsHash) external {
        pendingRoot = Pending(newRoot, ipfsHash, block.timestamp + timelock);
    }

    function acceptRoot() external {
        require(pendingRoot.root != 0 && block.timestamp >= pendingRoot.validAt, "timelock");
        root = pendingRoot.root;
        delete pendingRoot;
    }

    function claim(address account, address reward, uint256 claimable, bytes32[] calldata proof) external {
        bytes32 node = keccak256(bytes.concat(keccak256(abi.encode(account, reward, claimable))));
        for (uint256 i = 0; i < proof.length; i++) {
            bytes32 other = proof[i];
            node = node < other ? keccak256(abi.encode(node, other)) : keccak256(abi.encode(other, node));
        }
        require(node == root, "proof");
        uint256 amount = claimable - claimed[account][reward];
        require(amount > 0, "claimed");
        claimed[account][reward] = claimable;
        require(Token(reward).transfer(account, amount));
        emit Claimed(account, reward, amount);
    }
}

/// Recovers who signed a settlement, from the struct's members alone.
contract Attestation {
    bytes32 constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 constant SETTLEMENT =
        keccak256("Settlement(bytes32 root,bytes32 manifestHash,uint64 periodEnd,address token,uint256 total)");

    function signer(
        address distributor,
        bytes32 root,
        bytes32 manifestHash,
        uint64 periodEnd,
        address token,
        uint256 total,
        bytes calldata signature
    ) external view returns (address) {
        bytes32 domain = keccak256(
            abi.encode(DOMAIN, keccak256("Tributary"), keccak256("1"), block.chainid, distributor)
        );
        bytes32 message = keccak256(abi.encode(SETTLEMENT, root, manifestHash, periodEnd, token, total));
        return ecrecover(
            keccak256(abi.encodePacked("\x19\x01", domain, message)),
            uint8(signature[64]),
            bytes32(signature[0:32]),
            bytes32(signature[32:64])
        );
    }
}
