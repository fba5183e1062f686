// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

// Contracts that behave like the distributors that settlements are written for, as far as files can be told
// right from wrong by them. They are written for these tests; the functions' names and types are those of the
// originals, since a Safe's batch calls them.

contract Coin is ERC20 {
    constructor() ERC20("Coin", "COIN") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

contract Owned {
    address public immutable owner;

    constructor(address owner_) {
        owner = owner_;
    }

    modifier onlyOwner() {
        require(msg.sender == owner, "not the owner");
        _;
    }
}

// Like Morpho's Universal Rewards Distributor.
contract UrdLike is Owned {
    using SafeERC20 for IERC20;

    bytes32 public root;
    bytes32 public ipfsHash;
    bytes32 public pendingRoot;
    bytes32 public pendingIpfsHash;
    uint256 public validAt;
    uint256 public immutable timelock;
    mapping(address => mapping(address => uint256)) public claimed;

    constructor(address owner_, uint256 timelock_) Owned(owner_) {
        timelock = timelock_;
    }

    function submitRoot(bytes32 newRoot, bytes32 newIpfsHash) external onlyOwner {
        pendingRoot = newRoot;
        pendingIpfsHash = newIpfsHash;
        validAt = block.timestamp + timelock;
    }

    function acceptRoot() external {
        require(validAt != 0, "no pending root");
        require(block.timestamp >= validAt, "timelock");
        root = pendingRoot;
        ipfsHash = pendingIpfsHash;
        validAt = 0;
    }

    function setRoot(bytes32 newRoot, bytes32 newIpfsHash) external onlyOwner {
        root = newRoot;
        ipfsHash = newIpfsHash;
        validAt = 0;
    }

    function claim(address account, address reward, uint256 claimable, bytes32[] calldata proof)
        external
        returns (uint256 amount)
    {
        require(
            MerkleProof.verifyCalldata(
                proof, root, keccak256(bytes.concat(keccak256(abi.encode(account, reward, claimable))))
            ),
            "invalid proof"
        );
        require(claimable > claimed[account][reward], "claimable too low");
        amount = claimable - claimed[account][reward];
        claimed[account][reward] = claimable;
        IERC20(reward).safeTransfer(account, amount);
    }
}

// Like Merkl's Distributor.
contract MerklLike is Owned {
    using SafeERC20 for IERC20;

    struct MerkleTree {
        bytes32 merkleRoot;
        bytes32 ipfsHash;
    }

    struct Claim {
        uint208 amount;
        uint48 timestamp;
        bytes32 merkleRoot;
    }

    MerkleTree public tree;
    mapping(address => mapping(address => Claim)) public claimed;
    mapping(address => mapping(address => bool)) public operators;

    constructor(address owner_) Owned(owner_) {}

    function updateTree(MerkleTree calldata _tree) external onlyOwner {
        tree = _tree;
    }

    // The original lets the user or a governor do it; here anybody may, since payees have no keys.
    function toggleOperator(address user, address operator) external {
        operators[user][operator] = !operators[user][operator];
    }

    function claim(
        address[] calldata users,
        address[] calldata tokens,
        uint256[] calldata amounts,
        bytes32[][] calldata proofs
    ) external {
        require(
            users.length != 0 && users.length == tokens.length && users.length == amounts.length
                && users.length == proofs.length,
            "lengths"
        );
        for (uint256 i; i < users.length; ++i) {
            require(msg.sender == users[i] || operators[users[i]][msg.sender], "not whitelisted");
            bytes32 leaf = keccak256(abi.encode(users[i], tokens[i], amounts[i]));
            require(MerkleProof.verifyCalldata(proofs[i], tree.merkleRoot, leaf), "invalid proof");
            // Underflows, and so reverts, if an amount was lowered; pays nothing if it is the same.
            uint256 toSend = amounts[i] - claimed[users[i]][tokens[i]].amount;
            claimed[users[i]][tokens[i]] = Claim(uint208(amounts[i]), uint48(block.timestamp), tree.merkleRoot);
            IERC20(tokens[i]).safeTransfer(users[i], toSend);
        }
    }
}

// Like 1inch's CumulativeMerkleDrop.
contract OneInchLike is Owned {
    using SafeERC20 for IERC20;

    address public immutable token;
    bytes32 public merkleRoot;
    mapping(address => uint256) public cumulativeClaimed;

    constructor(address owner_, address token_) Owned(owner_) {
        token = token_;
    }

    function setMerkleRoot(bytes32 merkleRoot_) external onlyOwner {
        merkleRoot = merkleRoot_;
    }

    function claim(
        address account,
        uint256 cumulativeAmount,
        bytes32 expectedMerkleRoot,
        bytes32[] calldata merkleProof
    ) external {
        require(merkleRoot == expectedMerkleRoot, "Merkle root was updated");
        bytes32 leaf = keccak256(abi.encodePacked(account, cumulativeAmount));
        require(MerkleProof.verifyCalldata(merkleProof, expectedMerkleRoot, leaf), "invalid proof");
        uint256 preclaimed = cumulativeClaimed[account];
        require(preclaimed < cumulativeAmount, "nothing to claim");
        cumulativeClaimed[account] = cumulativeAmount;
        IERC20(token).safeTransfer(account, cumulativeAmount - preclaimed);
    }
}
